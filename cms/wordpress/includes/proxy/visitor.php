<?php
/**
 * Who is asking: whom the site's owner names, else an anonymous visitor whose signed token (a JSON Web Token, HS256)
 * this site hands out and the browser keeps.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

const COOKIE = 'agent_chat_visitor';

/** Seconds. Tokens are renewed while they are used. */
const LIFETIME    = 30 * DAY_IN_SECONDS;
const RENEW_AFTER = DAY_IN_SECONDS;

/** Sets our tokens apart from others that are signed with the same secret. */
const AUDIENCE = 'agent-chat-visitor';

/**
 * The visitor, as threads are marked with; null for one that has no (good) token yet.
 *
 * @throws Failure When the site says that nobody is signed in.
 */
function find_visitor(): ?string {
	/**
	 * Says who a visitor is by the site's own means. REST requests carry no nonce here, so that
	 * `get_current_user_id()` is 0: use `wp_validate_auth_cookie( '', 'logged_in' )`.
	 *
	 * @param string|false|null $id Null: anonymous visitors are served. False: nobody is signed in, refuse.
	 */
	$id = apply_filters( 'agent_chat_visitor', null );
	if ( false === $id || '' === $id ) {
		throw new Failure( 401, 'unauthorized', 'Sign in to use the chat.' );
	}
	if ( null !== $id ) {
		return "site:$id";
	}
	$token = wp_unslash( $_SERVER['HTTP_AGENT_CHAT_VISITOR'] ?? $_COOKIE[ COOKIE ] ?? '' ); // phpcs:ignore WordPress.Security -- verified by its signature.
	$known = is_string( $token ) ? read_token( $token, \AgentChat\secret(), time() ) : null;
	if ( null === $known ) {
		return null;
	}
	if ( $known['stale'] && 'POST' === $_SERVER['REQUEST_METHOD'] ) {
		hand_out( $known['id'] );
	}
	return "anonymous:{$known['id']}";
}

/** A new anonymous visitor, whose token goes out with the answer. */
function welcome(): string {
	$id = wp_generate_uuid4();
	hand_out( $id );
	return "anonymous:$id";
}

/** Same host: a cookie that no script can read. Another origin: a header, which the element keeps. */
function hand_out( string $id ): void {
	$token = sign_token( $id, \AgentChat\secret(), time() );
	if ( ! is_same_host() ) {
		header( "Agent-Chat-Visitor: $token" );
		return;
	}
	setcookie(
		COOKIE,
		$token,
		array(
			'expires'  => time() + LIFETIME,
			'path'     => \AgentChat\endpoint(),
			'secure'   => 0 === strpos( (string) origin(), 'https:' ),
			'httponly' => true,
			'samesite' => 'Lax',
		)
	);
}

/** A token for `$id`. */
function sign_token( string $id, string $secret, int $now ): string {
	$payload = array(
		'sub' => $id,
		'aud' => AUDIENCE,
		'iat' => $now,
		'exp' => $now + LIFETIME,
	);
	$signed  = to_base64url( '{"alg":"HS256","typ":"JWT"}' ) . '.' . to_base64url( encode( $payload ) );
	return $signed . '.' . to_base64url( hash_hmac( 'sha256', $signed, $secret, true ) );
}

/**
 * The visitor that a token names; null when it is forged, expired or none of ours.
 *
 * @return array{id:string,stale:bool}|null
 */
function read_token( string $token, string $secret, int $now ): ?array {
	$parts = explode( '.', $token );
	if ( 3 !== count( $parts ) ) {
		return null;
	}
	list( $head, $payload, $signature ) = $parts;
	if ( ! hash_equals( to_base64url( hash_hmac( 'sha256', "$head.$payload", $secret, true ) ), $signature ) ) {
		return null;
	}
	$head = json_decode( from_base64url( $head ) );
	$said = json_decode( from_base64url( $payload ) );
	if ( ! is_object( $head ) || 'HS256' !== ( $head->alg ?? null ) || ! is_object( $said ) || AUDIENCE !== ( $said->aud ?? null ) ) {
		return null;
	}
	$issued  = $said->iat ?? null;
	$expires = $said->exp ?? null;
	if ( ! is_string( $said->sub ?? null ) || ! is_int( $issued ) || ! is_int( $expires ) || $issued > $now || $expires <= $now ) {
		return null;
	}
	return array(
		'id'    => $said->sub,
		'stale' => $now - $issued > RENEW_AFTER,
	);
}

/** RFC 4648, section 5, without padding. */
function to_base64url( string $bytes ): string {
	return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions
}

/** The bytes; empty when it is none. */
function from_base64url( string $text ): string {
	return (string) base64_decode( strtr( $text, '-_', '+/' ), true ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions
}
