<?php
/**
 * What a visitor may say when starting a run: the fields that the element sends, each of the right shape.
 * Everything else (`webhook`, `config`, `metadata`, …) is dropped: it would let a visitor steer the server.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

const MOST_FEEDBACK_KEYS = 16;
const STREAM_MODES       = array( 'values', 'messages-tuple', 'updates' );

/**
 * The run that is really asked for.
 *
 * @param mixed $body       As it was sent.
 * @param array $assistants That visitors may run.
 * @param array $owner      What the owner puts into each run: `config`, `context`, `metadata`; and `input_keys`,
 *                          `context_keys` and `feedback_keys` that visitors may send.
 * @throws Failure For what makes no sense.
 */
function read_run_request( $body, array $assistants, array $owner ): array {
	if ( ! is_object( $body ) ) {
		throw unreadable( 'body' );
	}
	$assistant = $body->assistant_id ?? null;
	check( is_string( $assistant ), 'assistant_id' );
	foreach ( array( 'input', 'command', 'context' ) as $name ) {
		check( ! isset( $body->$name ) || is_object( $body->$name ), $name );
	}
	check( ! isset( $body->command ) || property_exists( $body->command, 'resume' ), 'command.resume' );
	check( ! isset( $body->stream_resumable ) || is_bool( $body->stream_resumable ), 'stream_resumable' );
	check( in_array( $body->on_disconnect ?? null, array( null, 'cancel', 'continue' ), true ), 'on_disconnect' );
	check( ! isset( $body->feedback_keys ) || is_text_list( $body->feedback_keys ), 'feedback_keys' );
	$modes = property_exists( $body, 'stream_mode' ) ? $body->stream_mode : array( 'values', 'messages-tuple' );
	check( is_string( $modes ) || is_text_list( $modes ), 'stream_mode' );
	if ( ! in_array( $assistant, $assistants, true ) ) {
		throw unknown_assistant();
	}

	$run = array( 'assistant_id' => $assistant );
	if ( isset( $body->input ) ) {
		$run['input'] = (object) read_input( pick( $body->input, $owner['input_keys'] ?? array( 'messages' ) ) );
	}
	if ( isset( $body->command ) ) {
		$run['command'] = array( 'resume' => $body->command->resume );
	}
	$context = (array) ( $owner['context'] ?? array() ) + pick( $body->context ?? null, $owner['context_keys'] ?? array() );
	if ( $context ) {
		$run['context'] = $context;
	}
	foreach ( array( 'config', 'metadata' ) as $name ) {
		if ( ! empty( $owner[ $name ] ) ) {
			$run[ $name ] = $owner[ $name ];
		}
	}
	$run['stream_mode']      = array_values( array_intersect( (array) $modes, STREAM_MODES ) );
	$run['stream_resumable'] = true === ( $body->stream_resumable ?? null );
	$run['on_disconnect']    = $body->on_disconnect ?? 'continue';
	if ( isset( $body->feedback_keys ) ) {
		$run['feedback_keys'] = read_feedback_keys( $body->feedback_keys, $owner['feedback_keys'] ?? null );
	}
	return $run;
}

/**
 * Feedback keys of the right form and on the owner's list, capped. LangSmith's keys are free text; a visitor's are
 * short words.
 *
 * @param string[]      $keys    As they were sent.
 * @param string[]|null $allowed Null: any.
 */
function read_feedback_keys( array $keys, ?array $allowed ): array {
	$good = array_filter(
		$keys,
		static function ( string $key ) use ( $allowed ): bool {
			return preg_match( '/^[\w.-]{1,64}$/D', $key ) && ( null === $allowed || in_array( $key, $allowed, true ) );
		}
	);
	return array_slice( array_values( array_unique( $good ) ), 0, MOST_FEEDBACK_KEYS );
}

/** The input's messages, each the visitor's own. */
function read_input( array $input ): array {
	if ( ! array_key_exists( 'messages', $input ) ) {
		return $input;
	}
	$messages = $input['messages'];
	if ( ! is_array( $messages ) || count( $messages ) > 20 || in_array( false, array_map( __NAMESPACE__ . '\is_own_message', $messages ), true ) ) {
		throw new Failure( 422, 'config', 'A visitor sends messages of type human, with an id and content.' );
	}
	$input['messages'] = array_map(
		static function ( object $message ): array {
			return pick( $message, array( 'id', 'type', 'role', 'content' ) );
		},
		$messages
	);
	return $input;
}

/**
 * The visitor speaks as the visitor: not as the system, the assistant or a tool.
 *
 * @param mixed $message As it was sent.
 */
function is_own_message( $message ): bool {
	if ( ! is_object( $message ) || ! ( isset( $message->type ) || isset( $message->role ) ) ) {
		return false;
	}
	foreach ( array( 'type', 'role' ) as $name ) {
		if ( property_exists( $message, $name ) && ! in_array( $message->$name, array( 'human', 'user' ), true ) ) {
			return false;
		}
	}
	if ( property_exists( $message, 'id' ) && ( ! is_string( $message->id ) || ! preg_match( '/^.{0,200}$/Dsu', $message->id ) ) ) {
		return false;
	}
	$content = $message->content ?? null;
	if ( is_string( $content ) ) {
		return true;
	}
	if ( ! is_array( $content ) || count( $content ) > 100 ) {
		return false;
	}
	foreach ( $content as $part ) {
		if ( ! is_object( $part ) || ! is_string( $part->type ?? null ) ) {
			return false;
		}
	}
	return true;
}

/**
 * Whether it is a list of texts.
 *
 * @param mixed $value Anything.
 */
function is_text_list( $value ): bool {
	return is_array( $value ) && count( array_filter( $value, 'is_string' ) ) === count( $value );
}

/** @throws Failure Unless it is good. */
function check( bool $good, string $name ): void {
	if ( ! $good ) {
		throw unreadable( $name );
	}
}

/** A field that is not what it should be. */
function unreadable( string $name ): Failure {
	return new Failure( 422, 'config', "The run cannot be read: $name." );
}
