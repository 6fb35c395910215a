namespace Spectacles.Gateway;

/// <summary>
/// A wait that the library itself offers. Inside a handler, it gives the handler's slot to another call while it is pending. Outside a
/// handler, it is an ordinary wait.
/// </summary>
internal static class HandlerWait
{
    public static Task For(Task wait) => ForAsync(wait, sends: false);

    /// <summary>
    /// Waits until a command of a shard has been sent. While that shard sends commands, the wait depends only on Discord's limit and keeps
    /// the slot of a handler of the same shard.
    /// </summary>
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
