namespace Soak.Sabotage;

/// <summary>Every heartbeat is acknowledged, whether or not anybody is there.</summary>
internal sealed class OwnAcknowledgement : IAlteration
{
    public string Sending(string message, Action<string> add)
    {
        if (Wire.Is(message, 1))
        {
            add("""{"op":11,"d":null}""");
        }

        return message;
    }
}
