namespace Soak.Sabotage;

/// <summary>Acknowledges every heartbeat, whether or not the gateway answers.</summary>
internal sealed class OwnAcknowledgement : IAlteration
{
    public string Sending(string message, Action<string> add)
    {
        if (GatewayMessage.Is(message, 1))
        {
            add("""{"op":11,"d":null}""");
        }

        return message;
    }
}
