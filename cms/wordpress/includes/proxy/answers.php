<?php
/**
 * What of the Agent Server's answers a visitor gets to see: what the element reads. The rest (a run's
 * configuration, metadata, other tasks' errors) is the owner's.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * A thread.
 *
 * @param mixed $raw As it was answered.
 */
function thread_answer( $raw ): array {
	return pick( $raw, array( 'thread_id', 'created_at', 'updated_at', 'status' ) );
}

/**
 * A run.
 *
 * @param mixed $raw As it was answered.
 */
function run_answer( $raw ): array {
	return pick( $raw, array( 'run_id', 'thread_id', 'assistant_id', 'created_at', 'updated_at', 'status' ) );
}

/**
 * A thread's state: values, what comes next, and what waits for a person.
 *
 * @param mixed $raw As it was answered.
 */
function state_answer( $raw ): array {
	$tasks = is_object( $raw ) && is_array( $raw->tasks ?? null ) ? $raw->tasks : array();
	return pick( $raw, array( 'values', 'next', 'created_at' ) ) + array(
		'tasks' => array_map(
			static function ( $task ) {
				return (object) pick( $task, array( 'id', 'name', 'interrupts' ) );
			},
			$tasks
		),
	);
}
