using System.Net;

namespace Spectacles.Gateway.Testing;

/// <summary>The options of a <see cref="ControlServer"/>.</summary>
public sealed record ControlOptions
{
    /// <summary>The address to listen on; by default 127.0.0.1. Any other than a loopback address requires a <see cref="Key"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 selects a free one.</summary>
    public int Port { get; init; }

    /// <summary>The value that callers have to send in the header <c>X-Control-Key</c>; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Advances the clock of the gateway by a duration; null when its clock runs by itself.</summary>
    public Action<TimeSpan>? AdvanceClock { get; init; }

    /// <summary>The options, without the key.</summary>
    public override string ToString() => $"{nameof(ControlOptions)} {{ Address = {Address}, Port = {Port} }}";

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65_535);
        if (!IPAddress.IsLoopback(Address) && string.IsNullOrWhiteSpace(Key))
        {
            throw new ArgumentException($"The control API can't listen on {Address} without a key: anyone who reaches it could use it.");
        }
    }
}
