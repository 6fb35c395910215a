namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Reads the bytes of each message.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
internal sealed partial class ReadBytes
{
    private long sum;

    public void Handle(in Dispatch message) => sum += message.Data.Length;
}
