using Spectacles.Gateway.Dispatching;

namespace Spectacles.Gateway;

/// <summary>A wait that the library itself offers. Inside a handler it leaves the handler's place to another call while it is pending; outside it is a wait like any.</summary>
internal static class HandlerWait
{
    public static async Task For(Task wait)
    {
        if (wait.IsCompleted || PendingCall<HandlerCall>.Inside is not { } call)
        {
            await wait.ConfigureAwait(false);
            return;
        }

        call.Window.BeginWait(call);
        try
        {
            await wait.ConfigureAwait(false);
        }
        finally
        {
            call.Window.EndWait(call);
        }
    }

    public static async Task<T> For<T>(Task<T> wait)
    {
        await For((Task)wait).ConfigureAwait(false);
        return await wait.ConfigureAwait(false);
    }
}
