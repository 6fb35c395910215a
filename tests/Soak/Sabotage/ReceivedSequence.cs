using System.Collections.Concurrent;

namespace Soak.Sabotage;

/// <summary>Remembers the sequence that each session has received.</summary>
internal sealed class ReceivedSequence(ConcurrentDictionary<string, long> sequences) : IAlteration
{
    private string? session;

    public string Sending(string message, Action<string> add)
    {
        session = Wire.Is(message, 6) ? Wire.SessionOf(message) : session;
        return message;
    }

    public string? Received(string message)
    {
        session ??= Wire.SessionOf(message);
        return session is null ? message : Wire.ChangeEvent(message, sequence => sequences[session] = sequence);
    }
}
