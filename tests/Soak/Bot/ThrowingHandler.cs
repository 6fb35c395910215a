using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace Soak.Bot;

/// <summary>Throws for some events, at once or later. The other handler must not be affected.</summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class ThrowingHandler
{
    public const string Message = "Thrown by the soak test.";

    private int calls;

    public ValueTask HandleAsync(MessageCreate.View message)
    {
        int call = message.Content.IsEmpty ? 0 : Interlocked.Increment(ref calls);
        return call % 7 == 0 ? throw new InvalidOperationException(Message) : call % 31 == 0 ? ThrowLaterAsync() : default;
    }

    private static async ValueTask ThrowLaterAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        throw new InvalidOperationException(Message);
    }
}
