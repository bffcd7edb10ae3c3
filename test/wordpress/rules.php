<?php
/**
 * Applies the plugin's rules to what stands in standard input, outside WordPress: a list of
 * `["run", body]`, `["events", [chunk, …]]` (base64) and `["failure", [status, text]]`, answered with a list of results.
 */

namespace AgentChat\Proxy;

define( 'ABSPATH', '/' );
foreach ( array( 'failure', 'json', 'event-stream', 'run-request' ) as $part ) {
	require __DIR__ . "/../../cms/wordpress/includes/proxy/$part.php";
}

$owner   = json_decode( $argv[1], true );
$results = array();
foreach ( json_decode( stream_get_contents( STDIN ), true ) as list( $what, $given ) ) {
	if ( 'events' === $what ) {
		$stream    = new Event_Stream();
		$told      = array_map( static fn( $chunk ) => $stream->take( base64_decode( $chunk ) ), $given );
		$told[]    = $stream->rest();
		$results[] = base64_encode( implode( '', $told ) );
		continue;
	}
	if ( 'failure' === $what ) {
		$failure   = upstream_failure( $given[0], $given[1], '7' );
		$results[] = array( $failure->getCode(), $failure->kind, $failure->getMessage(), $failure->reason, (object) $failure->headers );
		continue;
	}
	try {
		$results[] = array( 'run' => encode( (object) read_run_request( decode_sent( base64_decode( $given ) ), array( 'agent' ), $owner ) ) );
	} catch ( Failure $failure ) {
		$results[] = array( 'status' => $failure->getCode() );
	}
}
echo json_encode( $results );
