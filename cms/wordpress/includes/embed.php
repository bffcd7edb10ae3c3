<?php
/**
 * Puts the chat into pages: the one script, the shortcode, the block, the floating chat, and the script for
 * placeholders in posts. Authors say how a chat looks; where its words go is the owner's to say.
 *
 * @package AgentChat
 */

namespace AgentChat;

defined( 'ABSPATH' ) || exit;

/** Attributes of <agent-chat> that an author may set. Names as in the element's documentation. */
const AUTHORS_ATTRIBUTES = array( 'assistant-id', 'mode', 'position', 'heading', 'greeting', 'placeholder', 'disclaimer', 'starters', 'feedback', 'color-scheme' );

/** Where this site's proxy is, as a path: a site has several names, and a visitor's is the right one. */
function endpoint(): string {
	$address = get_option( 'permalink_structure' )
		? rest_url( 'agent-chat/v1' )
		// "?rest_route=…" could have nothing after it; most servers pass on what follows index.php.
		: home_url( '/index.php/' . rest_get_url_prefix() . '/agent-chat/v1' );
	return untrailingslashit( wp_make_link_relative( $address ) );
}

/**
 * With plain permalinks WordPress looks at no paths: this one it shall.
 *
 * @param \WP $wp The request, as far as it is read.
 */
function find_route_without_permalinks( \WP $wp ): void {
	$prefix = '/' . rest_get_url_prefix() . '/agent-chat/v1';
	$path   = isset( $_SERVER['PATH_INFO'] ) ? wp_unslash( $_SERVER['PATH_INFO'] ) : ''; // phpcs:ignore WordPress.Security -- compared, and read as a route.
	if ( ! get_option( 'permalink_structure' ) && 0 === strpos( $path, "$prefix/" ) ) {
		$wp->query_vars['rest_route'] = substr( $path, strlen( '/' . rest_get_url_prefix() ) );
	}
}

/**
 * Attributes of one chat: the owner's settings, and over them what an author has said.
 *
 * @param array $own By attribute name, "-" or "_" between words; starters are divided by "|".
 * @return array<string,string> Escape before printing.
 */
function attributes( array $own = array() ): array {
	$settings = settings();
	$own      = array_filter( array_combine( str_replace( '_', '-', array_keys( $own ) ), $own ), 'is_string' );
	$own      = array_filter( array_intersect_key( $own, array_flip( AUTHORS_ATTRIBUTES ) ), 'strlen' );
	if ( isset( $own['starters'] ) ) {
		$own['starters'] = array_values( array_filter( array_map( 'trim', explode( '|', $own['starters'] ) ), 'strlen' ) );
	}
	// A post may not cover the whole page.
	if ( isset( $own['mode'] ) && 'floating' !== $own['mode'] ) {
		$own['mode'] = 'inline';
	}
	$all             = array_merge( array_intersect_key( $settings, array_flip( AUTHORS_ATTRIBUTES ) ), $own );
	$all['starters'] = $all['starters'] ? wp_json_encode( $all['starters'], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) : '';
	return array_filter(
		array_merge(
			array(
				'endpoint'     => endpoint(),
				'assistant-id' => $settings['assistants'][0],
				'persist'      => $settings['persist'],
			),
			$all
		),
		'strlen'
	);
}

/**
 * `[agent_chat heading="Ask us"]`.
 *
 * @param array|string $own What the author has said.
 */
function shortcode( $own ): string {
	return element( is_array( $own ) ? $own : array() );
}

/** Tells WordPress of the block; its editor script is plain JavaScript. */
function register_block(): void {
	register_block_type( dirname( FILE ) . '/block', array( 'render_callback' => 'AgentChat\render_block' ) );
}

/**
 * The block, as it is shown.
 *
 * @param array $own The block's attributes.
 */
function render_block( array $own ): string {
	$align = isset( $own['align'] ) ? ' class="align' . esc_attr( $own['align'] ) . '"' : '';
	return "<div$align>" . element( $own ) . '</div>';
}

/** One <agent-chat>, and its script on the page. */
function element( array $own ): string {
	if ( ! is_shown_here() ) {
		return '';
	}
	if ( '' === settings()['upstream'] ) {
		return current_user_can( 'manage_options' ) ? '<p>' . esc_html__( 'Agent Chat: name your Agent Server under Settings, Agent Chat. Visitors do not see this line.', 'agent-chat' ) . '</p>' : '';
	}
	wp_enqueue_script( 'agent-chat' );
	in_content( true );
	$html = '';
	foreach ( attributes( $own ) as $name => $value ) {
		$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	return "<agent-chat$html></agent-chat>";
}

/** A chat in a post stands on the post's own page: not in lists of posts, where there would be many, nor in feeds. */
function is_shown_here(): bool {
	return ! is_feed() && ( is_singular() || ! in_the_loop() );
}

/** Whether a chat stands in the content of this page: then none floats beside it. */
function in_content( bool $it_does = false ): bool {
	static $found = false;
	$found        = $found || $it_does;
	return $found;
}

/**
 * Sees to the script where a post holds a placeholder or the element itself.
 *
 * @param string $content The post.
 */
function serve_placeholders( string $content ): string {
	if ( is_shown_here() && preg_match( '/<agent-chat[\s>]|\sdata-agent-chat[\s=>]/', $content ) ) {
		wp_enqueue_script( 'agent-chat' );
		in_content( true );
	}
	return $content;
}

/** The script in the footer, on every page when the chat floats. */
function register_script(): void {
	wp_register_script( 'agent-chat', plugins_url( 'agent-chat.js', FILE ), array(), VERSION, true );
	if ( settings()['floating'] && '' !== settings()['upstream'] ) {
		wp_enqueue_script( 'agent-chat' );
	}
}

/**
 * The script's tag, as caching plugins leave it alone; with the floating chat's settings where it floats.
 *
 * @param string $tag    What WordPress would print.
 * @param string $handle Which script it is.
 */
function script_tag( string $tag, string $handle ): string {
	if ( 'agent-chat' !== $handle ) {
		return $tag;
	}
	// In front of `src`: optimisers look no further. Placeholders that name no endpoint get this one.
	$data = array(
		'data-cfasync'      => 'false',
		'data-no-optimize'  => '1',
		'data-endpoint'     => endpoint(),
		'data-assistant-id' => settings()['assistants'][0],
	);
	/**
	 * Whether the chat floats on this page.
	 *
	 * @param bool $floats As set, and no chat stands in the content.
	 */
	if ( apply_filters( 'agent_chat_floating', settings()['floating'] && ! in_content() ) ) {
		$data['data-agent-chat'] = '';
		foreach ( attributes() as $name => $value ) {
			$data[ "data-$name" ] = $value;
		}
	}
	$data['async'] = true;
	$data['id']    = 'agent-chat-js';
	$data['src']   = add_query_arg( 'ver', VERSION, plugins_url( 'agent-chat.js', FILE ) );
	return wp_get_script_tag( $data );
}
