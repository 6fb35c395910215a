namespace Spectacles.Gateway;

/// <summary>Discord has refused a command because it came too soon after another one (RATE_LIMITED). The connection lives on.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#rate-limited</remarks>
public sealed class GatewayRateLimitedException : GatewayException
{
    /// <summary>For tests, and for code that makes its own requests.</summary>
    /// <param name="message">What was refused.</param>
    /// <param name="opcode">The command.</param>
    /// <param name="retryAfter">How long to wait before it is sent again.</param>
    public GatewayRateLimitedException(string message, Opcode opcode, TimeSpan retryAfter)
        : base(message)
    {
        Opcode = opcode;
        RetryAfter = retryAfter;
    }

    /// <summary>The command that was refused.</summary>
    public Opcode Opcode { get; }

    /// <summary>How long to wait before it is sent again.</summary>
    public TimeSpan RetryAfter { get; }
}
