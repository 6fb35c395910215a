using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace Soak.Bot;

/// <summary>Throws at some events, at once or after a while: it must harm nobody else.</summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class Troubles
{
    public const string Message = "as a soak wants it";

    private int calls;

    public ValueTask HandleAsync(MessageCreate.View message)
    {
        int call = message.Content.IsEmpty ? 0 : Interlocked.Increment(ref calls);
        return call % 7 == 0 ? throw new InvalidOperationException(Message) : call % 31 == 0 ? FailLaterAsync() : default;
    }

    private static async ValueTask FailLaterAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        throw new InvalidOperationException(Message);
    }
}
