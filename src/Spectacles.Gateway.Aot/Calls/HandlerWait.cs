namespace Spectacles.Gateway;

/// <summary>A wait that the library itself offers. Inside a handler it leaves the handler's place to another call while it is pending; outside it is a wait like any.</summary>
internal static class HandlerWait
{
    public static Task For(Task wait) => ForAsync(wait, sends: false);

    /// <summary>A wait until a command of a shard's has gone out: while that shard's commands do, it is as long as Discord's limit makes it, and keeps the place of a handler of the same shard.</summary>
    public static Task ForSend(Task wait, CallWindow ofShard) => ForAsync(wait, sends: PendingCall.Inside?.Window == ofShard);

    public static async Task<T> For<T>(Task<T> wait)
    {
        await For((Task)wait).ConfigureAwait(false);
        return await wait.ConfigureAwait(false);
    }

    private static async Task ForAsync(Task wait, bool sends)
    {
        if (wait.IsCompleted || PendingCall.Inside is not { } call)
        {
            await wait.ConfigureAwait(false);
            return;
        }

        call.Window.BeginWait(call, sends);
        try
        {
            await wait.ConfigureAwait(false);
        }
        finally
        {
            call.Window.EndWait(call, sends);
        }
    }
}
