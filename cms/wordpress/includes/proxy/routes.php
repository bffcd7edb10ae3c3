<?php
/**
 * The routes that <agent-chat> needs of an Agent Server, and no other, below /wp-json/agent-chat/v1. Each says who
 * may ask, what it counts as, what it passes on, and what of the answer it gives back.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

const BASE = '/agent-chat/v1';

/** A message with a pasted document in it, and not much more (bytes). */
const LARGEST_BODY = 1000000;

/** Key of a thread's metadata that names its owner. The same as other proxies of ours use. */
const OWNER_KEY = 'agent_chat_visitor';

/** Method, path and function. `T`, `R` and `K` stand for the ids of a thread, a run and a rating's token. */
const ROUTES = array(
	array( 'GET', '/healthz', 'serve_health' ),
	array( 'POST', '/threads', 'serve_new_thread' ),
	array( 'GET', '/threads/T', 'serve_thread' ),
	array( 'GET', '/threads/T/state', 'serve_state' ),
	array( 'POST', '/threads/T/runs/stream', 'serve_new_run' ),
	array( 'GET', '/threads/T/runs/R', 'serve_run' ),
	array( 'GET', '/threads/T/runs/R/stream', 'serve_stream' ),
	array( 'POST', '/threads/T/runs/R/cancel', 'serve_cancel' ),
	array( 'GET', '/threads/T/runs/R/feedback', 'serve_tokens' ),
	array( 'GET', '/feedback/tokens/K', 'serve_rating' ),
	array( 'POST', '/feedback/tokens/K', 'serve_rating' ),
);

/**
 * Takes requests of ours out of WordPress's hands: its REST server knows no streams, answers every origin, and lets
 * a query rewrite methods and answers.
 *
 * @param mixed            $result  An answer that is there already.
 * @param \WP_REST_Server  $server  WordPress's.
 * @param \WP_REST_Request $request The request.
 * @return mixed
 */
function intercept( $result, $server, $request ) {
	// Requests that PHP code of this site makes are not ours to end.
	$asked = $GLOBALS['wp']->query_vars['rest_route'] ?? '';
	if ( null !== $result || 0 !== strpos( $request->get_route() . '/', BASE . '/' ) || 0 !== strpos( $asked, BASE ) ) {
		return $result;
	}
	try {
		serve( substr( $asked, strlen( BASE ) ), $request );
	} catch ( Failure $failure ) {
		answer_failure( $failure );
	} catch ( \Throwable $error ) {
		error_log( 'Agent Chat: ' . $error->getMessage() . ' in ' . $error->getFile() . ':' . $error->getLine() ); // phpcs:ignore WordPress.PHP.DevelopmentFunctions
		answer_failure( new Failure( 500, 'server', 'The proxy failed.' ) );
	}
	exit;
}

/** Finds the route of a path and serves it. */
function serve( string $path, \WP_REST_Request $request ): void {
	header( 'Referrer-Policy: no-referrer' );
	mark_origin();
	// The real one: WordPress lets `_method` and a header name another.
	$method = $_SERVER['REQUEST_METHOD'] ?? 'GET'; // phpcs:ignore WordPress.Security -- compared.
	if ( 'OPTIONS' === $method && null !== origin() ) {
		answer_preflight();
		return;
	}
	foreach ( ROUTES as list( $wanted, $pattern, $function ) ) {
		$regex = preg_replace( '/[TRK](?=\/|$)/', '(' . UUID . ')', $pattern );
		if ( $method !== $wanted || ! preg_match( "#^$regex$#D", $path, $ids ) ) {
			continue;
		}
		if ( '' === \AgentChat\settings()['upstream'] ) {
			throw new Failure( 503, 'config', 'The Agent Server is not named yet: see Settings, Agent Chat.' );
		}
		check_body( $method, $pattern, $request );
		spend( 'requests', 1, null );
		$ids = array_map( 'strtolower', array_slice( $ids, 1 ) );
		call_user_func( __NAMESPACE__ . "\\$function", $request, ...$ids );
		return;
	}
	throw not_found();
}

/** A `text/plain` POST needs no preflight: any page could make one. */
function check_body( string $method, string $pattern, \WP_REST_Request $request ): void {
	if ( strlen( $request->get_body() ) > LARGEST_BODY ) {
		throw new Failure( 413, 'config', 'The message is too long.' );
	}
	$type = (string) $request->get_header( 'content_type' );
	// The SDK sends no body, and so no type, with a cancel; other sites' pages are kept out by their origin.
	$needed = 'POST' === $method && ! ( '' === $type && '/threads/T/runs/R/cancel' === $pattern );
	if ( $needed && ! preg_match( '#^application/json\s*(;|$)#i', $type ) ) {
		throw new Failure( 415, 'config', 'Send application/json.' );
	}
}

/** Whether the site answers at all; and whether it streams, when it asks itself. */
function serve_health( \WP_REST_Request $request ): void {
	if ( hash_equals( probe_token(), text_of( $request->get_query_params(), 'probe' ) ) ) {
		( new Live_Stream( null ) )->probe();
		return;
	}
	answer( array( 'ok' => true ) );
}

/** Known to this site alone: a probe keeps a worker busy for a second. */
function probe_token(): string {
	return hash_hmac( 'sha256', 'agent-chat-probe', \AgentChat\secret() );
}

function serve_new_thread(): void {
	$visitor = find_visitor() ?? welcome();
	spend( 'runs', 1, $visitor );
	answer( thread_answer( ask( '/threads', array( 'metadata' => array( OWNER_KEY => $visitor ) ) ) ) );
}

function serve_thread( \WP_REST_Request $request, string $thread ): void {
	own( $thread );
	answer( thread_answer( ask( "/threads/$thread" ) ) );
}

function serve_state( \WP_REST_Request $request, string $thread ): void {
	own( $thread );
	answer( state_answer( ask( "/threads/$thread/state" ) ) );
}

function serve_new_run( \WP_REST_Request $request, string $thread ): void {
	$visitor = own( $thread );
	spend( 'bytes', strlen( $request->get_body() ), $visitor );
	$run = read_run_request( decode_sent( $request->get_body() ), \AgentChat\settings()['assistants'], owners_part( $visitor ) );
	spend( 'runs', 1, $visitor );
	take_place( $visitor );
	( new Live_Stream( null ) )->pass( "/threads/$thread/runs/stream", $run );
}

function serve_run( \WP_REST_Request $request, string $thread, string $run ): void {
	answer( run_answer( own_run( $thread, $run ) ) );
}

function serve_stream( \WP_REST_Request $request, string $thread, string $run ): void {
	own_run( $thread, $run );
	take_place( own( $thread ) );
	$cursor = (string) $request->get_header( 'last_event_id' );
	// Servers count events; nothing longer is one of theirs.
	$headers = preg_match( '/^[\w:.-]{1,100}$/D', $cursor ) ? array( 'last-event-id' => $cursor ) : array();
	$path    = "/threads/$thread/runs/$run";
	( new Live_Stream( $path ) )->pass( "$path/stream", null, $headers );
}

function serve_cancel( \WP_REST_Request $request, string $thread, string $run ): void {
	own_run( $thread, $run );
	ask( "/threads/$thread/runs/$run/cancel?wait=0&action=interrupt", array() );
	answer( array(), 202 );
}

function serve_tokens( \WP_REST_Request $request, string $thread, string $run ): void {
	own_run( $thread, $run );
	$wanted = explode( ',', text_of( $request->get_query_params(), 'keys' ) );
	answer( run_tokens( $run, read_feedback_keys( $wanted, owners_part( find_visitor() )['feedback_keys'] ?? null ) ) );
}

/** A rating's token is what allows it: it went to the visitor of that run alone. */
function serve_rating( \WP_REST_Request $request, string $token ): void {
	$sent    = 'POST' === $_SERVER['REQUEST_METHOD'] ? pick_all( decode_sent( $request->get_body() ) ) : $request->get_query_params();
	$outcome = relay_rating( $token, $sent );
	$status  = $outcome['status'];
	answer( array( 'recorded' => $status < 300 ), $status, null === $outcome['retry_after'] ? array() : array( 'retry-after' => $outcome['retry_after'] ) );
}

/**
 * The visitor, whose thread it is.
 *
 * @throws Failure The one 404, when it is not theirs or not there.
 */
function own( string $thread ): string {
	$visitor = find_visitor();
	if ( null === $visitor ) {
		throw no_such_thread();
	}
	$known = "agent_chat_{$visitor}_$thread";
	if ( wp_cache_get( $known, 'agent_chat' ) ) {
		return $visitor;
	}
	$found = ask( "/threads/$thread" );
	if ( ! is_object( $found ) || ( $found->metadata->{ OWNER_KEY } ?? null ) !== $visitor ) {
		throw no_such_thread();
	}
	// Who owns what never changes; where there is an object cache, it is asked once.
	wp_cache_set( $known, 1, 'agent_chat', DAY_IN_SECONDS );
	return $visitor;
}

/**
 * The run, when it is one of that thread, and the thread the visitor's.
 *
 * @return mixed
 * @throws Failure The one 404 otherwise.
 */
function own_run( string $thread, string $run ) {
	own( $thread );
	$found = ask( "/threads/$thread/runs/$run" );
	if ( ! is_object( $found ) || ( $found->thread_id ?? null ) !== $thread ) {
		throw no_such_thread();
	}
	return $found;
}

/** What the owner puts into each run. */
function owners_part( ?string $visitor ): array {
	/**
	 * What is put into each run: `config`, `context`, `metadata`. And what visitors may send: `input_keys`
	 * (`messages` alone), `context_keys` (none), `feedback_keys` (any).
	 *
	 * @param array       $part    Empty.
	 * @param string|null $visitor `anonymous:…`, or `site:…` with the filter agent_chat_visitor.
	 */
	return (array) apply_filters( 'agent_chat_run', array(), $visitor );
}

/** Answers with JSON. */
function answer( array $body, int $status = 200, array $headers = array() ): void {
	status_header( $status );
	header( 'Content-Type: application/json' );
	header( 'Cache-Control: no-store' );
	foreach ( $headers as $name => $value ) {
		header( "$name: $value" );
	}
	echo encode( (object) $body ); // phpcs:ignore WordPress.Security.EscapeOutput -- JSON, and said to be.
}

/** Answers with a failure, unless a stream has begun: that just ends. */
function answer_failure( Failure $failure ): void {
	if ( headers_sent() ) {
		return;
	}
	$error = array(
		'kind'    => $failure->kind,
		'message' => $failure->getMessage(),
	);
	if ( null !== $failure->reason ) {
		$error['code'] = $failure->reason;
	}
	answer( array( 'error' => $error ), $failure->getCode(), $failure->headers );
}
