<?php
/**
 * A run's stream on its way to the visitor: begun at once, never buffered, kept alive while the agent is silent,
 * and ended upstream when the visitor leaves. Uses curl itself, for WordPress's client waits for whole answers.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/** So long (s) nothing comes before a comment is sent: proxies on the way close lines that are silent for a minute. */
const HEARTBEAT = 15;

/** PHP-FPM's Apache holds pieces that are smaller back until there is so much (bytes); nginx and mod_php pass on each. */
const APACHE_PIECE = 4096;

/** So long (s) it may hold the end of what was said back: then a comment follows that pushes it out. */
const HELD_BACK = 0.5;

/** One stream. */
final class Live_Stream {
	/** The run's path, where it is known. @var string|null */
	private $path;
	/** Status and headers of the Agent Server's answer, lower case. @var int */
	private $status = 0;
	/** @var array<string,string> */
	private $headers = array();
	/** The beginning of an answer that is no stream. @var string */
	private $refusal = '';
	/** @var Event_Stream */
	private $events;
	/** When something was sent last, or when we began (s). @var float */
	private $sent;
	/** Whether the visitor has got our headers. @var bool */
	private $begun = false;
	/** Whether Apache may hold back what was sent last. @var bool */
	private $held = false;

	public function __construct( ?string $path ) {
		$this->path   = $path;
		$this->events = new Event_Stream();
		$this->sent   = microtime( true );
	}

	/**
	 * Passes the stream at `$path` on, until it ends or the visitor leaves.
	 *
	 * @param string     $path    Below the Agent Server's base.
	 * @param array|null $body    Null: a GET.
	 * @param array      $headers Further headers.
	 * @throws Failure When it does not begin.
	 */
	public function pass( string $path, ?array $body, array $headers = array() ): void {
		if ( ! function_exists( 'curl_init' ) ) {
			throw new Failure( 501, 'config', 'This server’s PHP has no curl, which streams need.' );
		}
		// We look ourselves, and end what is open upstream.
		ignore_user_abort( true );
		set_time_limit( 0 );
		if ( PHP_SESSION_ACTIVE === session_status() ) {
			session_write_close();
		}
		$handle = curl_init( \AgentChat\settings()['upstream'] . $path ); // phpcs:disable WordPress.WP.AlternativeFunctions
		curl_setopt_array( $handle, $this->options( $body, $headers ) );
		curl_exec( $handle );
		curl_close( $handle ); // phpcs:enable
		if ( $this->begun ) {
			$this->send( $this->events->rest() );
			return;
		}
		if ( $this->status >= 200 && $this->status < 300 ) {
			throw new Failure( 502, 'server', 'The agent answered without a stream.' );
		}
		if ( $this->status > 0 ) {
			throw upstream_failure( $this->status, $this->refusal, $this->headers['retry-after'] ?? null );
		}
		throw $this->is_late() ? new Failure( 504, 'server', 'The agent does not answer.' ) : new Failure( 502, 'server', 'The agent cannot be reached.' );
	}

	/** A stream of our own that says little, and slowly: whether it comes in pieces tells whether answers stream. */
	public function probe(): void {
		$this->begin();
		usleep( 1000000 );
		$this->send( "event: end\ndata: null\n\n" );
	}

	/** What curl is told. */
	private function options( ?array $body, array $headers ): array {
		$lines = array();
		// "Expect" would wait a second for a "100 Continue".
		foreach ( headers( \AgentChat\api_key(), null !== $body ) + $headers + array( 'expect' => '' ) as $name => $value ) {
			$lines[] = "$name: $value";
		}
		$options = array(
			CURLOPT_HTTPHEADER       => $lines,
			CURLOPT_PROTOCOLS        => CURLPROTO_HTTP | CURLPROTO_HTTPS,
			CURLOPT_HTTP_VERSION     => CURL_HTTP_VERSION_1_1,
			CURLOPT_FOLLOWLOCATION   => false,
			CURLOPT_CONNECTTIMEOUT   => TIMEOUT,
			CURLOPT_CAINFO           => ABSPATH . WPINC . '/certificates/ca-bundle.crt',
			CURLOPT_HEADERFUNCTION   => array( $this, 'take_header' ),
			CURLOPT_WRITEFUNCTION    => array( $this, 'take' ),
			CURLOPT_NOPROGRESS       => false,
			CURLOPT_PROGRESSFUNCTION => array( $this, 'watch' ),
		);
		if ( null !== $body ) {
			$options[ CURLOPT_POSTFIELDS ] = encode( (object) $body );
		}
		// As the rest of this site goes out.
		$proxy = new \WP_HTTP_Proxy();
		if ( $proxy->is_enabled() && $proxy->send_through_proxy( \AgentChat\settings()['upstream'] ) ) {
			$options[ CURLOPT_PROXY ] = $proxy->host() . ':' . $proxy->port();
			if ( $proxy->use_authentication() ) {
				$options[ CURLOPT_PROXYUSERPWD ] = $proxy->authentication();
			}
		}
		return $options;
	}

	/**
	 * A line of the answer's head; the blank one ends it.
	 *
	 * @param mixed $handle curl's.
	 */
	public function take_header( $handle, string $line ): int {
		if ( preg_match( '#^HTTP/\S+ (\d{3})#', $line, $match ) ) {
			$this->status  = (int) $match[1];
			$this->headers = array();
		} elseif ( preg_match( '/^([^:\s]+):\s*(.*?)\s*$/', $line, $match ) ) {
			$this->headers[ strtolower( $match[1] ) ] = $match[2];
		} elseif ( '' === trim( $line ) && $this->status >= 200 && $this->status < 300 ) {
			$this->begin();
		}
		return strlen( $line );
	}

	/**
	 * A piece of the answer. Another number than its length makes curl give up.
	 *
	 * @param mixed $handle curl's.
	 */
	public function take( $handle, string $bytes ): int {
		if ( $this->begun ) {
			$this->send( $this->events->take( $bytes ) );
		} else {
			$this->refusal = substr( $this->refusal . $bytes, 0, 2000 );
		}
		return connection_aborted() ? -1 : strlen( $bytes );
	}

	/** Called by curl all the time, about once a second when nothing comes. 1 makes it give up. */
	public function watch(): int {
		if ( ! $this->begun ) {
			return 0 === $this->status && $this->is_late() ? 1 : 0;
		}
		$silence = microtime( true ) - $this->sent;
		if ( $silence >= HEARTBEAT || ( $this->held && $silence >= HELD_BACK ) ) {
			$this->comment();
		}
		return connection_aborted() ? 1 : 0;
	}

	private function is_late(): bool {
		return microtime( true ) - $this->sent >= TIMEOUT;
	}

	/** Our head of the answer, and a first comment, which makes servers on the way send it. */
	private function begin(): void {
		$this->begun = true;
		@ini_set( 'zlib.output_compression', '0' ); // phpcs:ignore -- some hosts forbid it; then it was off or stays on.
		if ( function_exists( 'apache_setenv' ) ) {
			apache_setenv( 'no-gzip', '1' );
		}
		while ( ob_get_level() > 0 && ob_end_clean() ) {
			continue;
		}
		status_header( 200 );
		header( 'Content-Type: text/event-stream; charset=utf-8' );
		header( 'Cache-Control: no-store, no-transform' );
		header( 'X-Accel-Buffering: no' );
		preg_match( '#/threads/[^/]+/runs/[^/?]+#', $this->headers['content-location'] ?? '', $match );
		$path = $this->path ?? $match[0] ?? null;
		// No `Location` with it: PHP and web servers make redirects of that.
		if ( null !== $path ) {
			header( "Content-Location: $path" );
		}
		$this->comment();
	}

	/** A line that browsers pass over, long enough to get through. */
	private function comment(): void {
		$this->send( ': heartbeat' . ( is_behind_apache() ? str_repeat( ' ', APACHE_PIECE ) : '' ) . "\n\n" );
		$this->held = false;
	}

	private function send( string $bytes ): void {
		if ( '' === $bytes ) {
			return;
		}
		echo $bytes; // phpcs:ignore WordPress.Security.EscapeOutput -- an event stream.
		flush();
		$this->sent = microtime( true );
		$this->held = is_behind_apache();
	}
}

/** Whether Apache stands between PHP-FPM and the visitor. */
function is_behind_apache(): bool {
	return 'fpm-fcgi' === PHP_SAPI && false !== stripos( $_SERVER['SERVER_SOFTWARE'] ?? '', 'apache' ); // phpcs:ignore WordPress.Security -- compared.
}
