namespace Spectacles.Gateway;

/// <summary>
/// The exception for a command that Discord refused because it was sent too soon after another one (RATE_LIMITED). The connection stays
/// open.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#rate-limited</remarks>
public sealed class GatewayRateLimitedException : GatewayException
{
    /// <summary>Creates an exception, for tests and for code that makes its own requests.</summary>
    /// <param name="message">The message, which says what was refused.</param>
    /// <param name="opcode">The command.</param>
    /// <param name="retryAfter">How long to wait before sending it again.</param>
    public GatewayRateLimitedException(string message, Opcode opcode, TimeSpan retryAfter)
        : base(message)
    {
        Opcode = opcode;
        RetryAfter = retryAfter;
    }

    /// <summary>The command that was refused.</summary>
    public Opcode Opcode { get; }

    /// <summary>How long to wait before sending it again.</summary>
    public TimeSpan RetryAfter { get; }
}
