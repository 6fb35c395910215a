using System.Collections.Concurrent;

namespace Soak.Sabotage;

/// <summary>RESUME requests events a second time and gives them new sequences, so that the library does not recognize them.</summary>
internal sealed class RenumberedReplay : IAlteration
{
    private const int Repeated = 20;

    private static readonly ConcurrentDictionary<string, long> Offsets = new();

    private long offset;

    public string Sending(string message, Action<string> add)
    {
        if (!GatewayMessage.Is(message, 6) || GatewayMessage.SessionOf(message) is not { } session)
        {
            return message;
        }

        return GatewayMessage.ChangeResume(message, sequence =>
        {
            long before = Offsets.GetValueOrDefault(session);
            long repeated = Math.Clamp(sequence - before - 1, 0, Repeated);
            offset = Offsets[session] = before + repeated;
            return sequence - offset;
        });
    }

    public string? Received(string message) => GatewayMessage.ChangeEvent(message, sequence => sequence + offset);
}
