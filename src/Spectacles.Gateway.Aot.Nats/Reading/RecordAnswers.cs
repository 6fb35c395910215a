using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>The answers to a delivery: https://docs.nats.io/reference/reference-protocols/nats_api_reference</summary>
internal static class RecordAnswers
{
    public static readonly byte[] Done = "+ACK"u8.ToArray();

    /// <summary>Not to be delivered again, as it is a dead letter.</summary>
    public static readonly byte[] Buried = "+TERM"u8.ToArray();

    /// <summary>The time for the answer begins anew.</summary>
    public static readonly byte[] Busy = "+WPI"u8.ToArray();

    /// <summary>To be delivered again at once.</summary>
    public static readonly byte[] Again = "-NAK"u8.ToArray();

    /// <summary>Gives the turn to the next reader that waits.</summary>
    public static readonly byte[] Unpin = Encoding.UTF8.GetBytes($$"""{"group":"{{StreamSetup.PriorityGroup}}"}""");

    /// <summary>To be delivered again after a delay.</summary>
    public static byte[] Later(TimeSpan delay) => delay <= TimeSpan.Zero
        ? Again
        : Encoding.UTF8.GetBytes(FormattableString.Invariant($$"""-NAK {"delay": {{delay.Ticks * 100}}}"""));
}
