using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Reads the model of each message without a shard: what is allocated is the object graph.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
internal sealed partial class WeighMessages
{
    private ulong sum;

    public void Handle(in Dispatch message)
    {
        var reader = new PayloadReader(message.Data);
        sum += Read<MessageCreate>(ref reader).Id.Value;
    }

    private static T Read<T>(ref PayloadReader reader) where T : IGatewayModel<T> => T.Read(ref reader);
}
