<?php
/**
 * Looks whether what the owner has set works, and says in plain words what does not and how to mend it. Starts no run.
 *
 * @package AgentChat
 */

namespace AgentChat;

defined( 'ABSPATH' ) || exit;

/**
 * Everything that was looked at.
 *
 * @return array<int,array{ok:bool,text:string}>
 */
function findings(): array {
	if ( '' === settings()['upstream'] ) {
		return array( finding( false, __( 'Name the address of your Agent Server.', 'agent-chat' ) ) );
	}
	$own = own_finding();
	return array_merge( script_findings(), array( $own ), $own['ok'] ? stream_findings() : array(), agent_findings(), array( langsmith_finding() ) );
}

/** The script and PHP's curl. */
function script_findings(): array {
	$findings = array();
	if ( ! is_readable( dirname( FILE ) . '/agent-chat.js' ) ) {
		$findings[] = finding( false, __( 'The script agent-chat.js is missing: install the plugin from its zip file, or run the build of its repository.', 'agent-chat' ) );
	}
	if ( ! function_exists( 'curl_init' ) ) {
		$findings[] = finding( false, __( 'PHP’s curl is missing: ask your host to switch on the extension php-curl. Answers cannot stream without it.', 'agent-chat' ) );
	}
	return $findings;
}

/** A route of this site's that says whether it is there. */
function health_address(): string {
	return preg_replace( '#^(https?://[^/]+).*$#', '$1', home_url() ) . endpoint() . '/healthz';
}

/** This site's own routes, asked as a visitor would. */
function own_finding(): array {
	$answer = wp_remote_get( health_address() );
	$body   = is_array( $answer ) ? json_decode( wp_remote_retrieve_body( $answer ) ) : null;
	return is_object( $body ) && true === ( $body->ok ?? null )
		? finding( true, __( 'Visitors reach this site’s REST API.', 'agent-chat' ) )
		/* translators: %s: path of this site */
		: finding( false, sprintf( __( '%s does not answer: a security plugin, a password or the web server keeps visitors from the REST API. Allow the routes below it.', 'agent-chat' ), endpoint() ) );
}

/** Whether what PHP says in pieces arrives in pieces. */
function stream_findings(): array {
	if ( ! function_exists( 'curl_init' ) ) {
		return array();
	}
	$first = null;
	// phpcs:disable WordPress.WP.AlternativeFunctions -- WordPress's client waits for whole answers.
	$handle = curl_init( health_address() . '?probe=' . Proxy\probe_token() );
	curl_setopt_array(
		$handle,
		array(
			CURLOPT_ENCODING      => '',
			CURLOPT_CAINFO        => ABSPATH . WPINC . '/certificates/ca-bundle.crt',
			CURLOPT_TIMEOUT       => 10,
			CURLOPT_WRITEFUNCTION => static function ( $handle, string $bytes ) use ( &$first ): int {
				$first = $first ?? microtime( true );
				return strlen( $bytes );
			},
		)
	);
	curl_exec( $handle );
	curl_close( $handle );
	// phpcs:enable
	return array(
		null !== $first && microtime( true ) - $first > 0.5
			? finding( true, __( 'Answers stream.', 'agent-chat' ) )
			/* translators: %s: path of this site */
			: finding( false, sprintf( __( 'Answers come all at once: something between PHP and the visitor collects them, mostly to compress or to cache. Switch that off for %s.', 'agent-chat' ), endpoint() ) ),
	);
}

/** The Agent Server, its key, its assistants. */
function agent_findings(): array {
	$findings = array();
	foreach ( settings()['assistants'] as $assistant ) {
		$body   = array(
			'graph_id' => $assistant,
			'limit'    => 1,
		);
		$answer = Proxy\request( settings()['upstream'] . '/assistants/search', api_key(), $body );
		if ( null === $answer ) {
			return array( finding( false, __( 'The Agent Server cannot be reached: check its address, and that your host lets this site ask it.', 'agent-chat' ) ) );
		}
		if ( in_array( $answer['status'], array( 401, 403 ), true ) ) {
			return array( finding( false, __( 'The Agent Server refuses the key: make a new one in LangSmith, under Settings, API Keys.', 'agent-chat' ) ) );
		}
		$list = Proxy\decode_answer( $answer['text'] );
		if ( 200 !== $answer['status'] || ! is_array( $list ) ) {
			return array( finding( false, __( 'The address answers, but is no Agent Server.', 'agent-chat' ) ) );
		}
		// An id of an assistant, where it is not a graph's name, is only known when it is run.
		$known      = $list || preg_match( '/^' . Proxy\UUID . '$/D', $assistant );
		$findings[] = $known
			/* translators: %s: name of an assistant */
			? finding( true, sprintf( __( 'The Agent Server answers, and knows “%s”.', 'agent-chat' ), $assistant ) )
			/* translators: %s: name of an assistant */
			: finding( false, sprintf( __( 'The Agent Server has no “%s”: see langgraph.json for the names of your graphs.', 'agent-chat' ), $assistant ) );
	}
	return $findings;
}

/** LangSmith and its key: ratings need them. */
function langsmith_finding(): array {
	try {
		Proxy\ask_langsmith( '/feedback/tokens?run_id=00000000-0000-4000-8000-000000000000' );
		return finding( true, __( 'LangSmith answers and takes the key.', 'agent-chat' ) );
	} catch ( Proxy\Failure $failure ) {
		return finding( false, __( 'LangSmith does not answer or refuses the key: ratings of stopped and reloaded answers need it. Check its address: accounts in the EU have another.', 'agent-chat' ) );
	}
}

/** @return array{ok:bool,text:string} */
function finding( bool $ok, string $text ): array {
	return array(
		'ok'   => $ok,
		'text' => $text,
	);
}
