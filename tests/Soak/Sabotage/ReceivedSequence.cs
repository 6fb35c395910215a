using System.Collections.Concurrent;

namespace Soak.Sabotage;

/// <summary>Records the last received sequence of each session.</summary>
internal sealed class ReceivedSequence(ConcurrentDictionary<string, long> sequences) : IAlteration
{
    private string? session;

    public string Sending(string message, Action<string> add)
    {
        session = GatewayMessage.Is(message, 6) ? GatewayMessage.SessionOf(message) : session;
        return message;
    }

    public string? Received(string message)
    {
        session ??= GatewayMessage.SessionOf(message);
        return session is null ? message : GatewayMessage.ChangeEvent(message, sequence => sequences[session] = sequence);
    }
}
