using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace ObservedBot;

/// <summary>Counts messages, so that there is something to observe.</summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class MessageCounter
{
    private long messages;

    public long Messages => Volatile.Read(ref messages);

    public void Handle(MessageCreate.View message)
    {
        if (message.Id != 0)
        {
            Interlocked.Increment(ref messages);
        }
    }
}
