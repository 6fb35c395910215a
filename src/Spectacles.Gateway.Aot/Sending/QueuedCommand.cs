namespace Spectacles.Gateway;

/// <summary>A user's command that waits to be written.</summary>
/// <param name="command">The command.</param>
/// <param name="bytes">Its JSON.</param>
internal sealed class QueuedCommand(GatewayCommand command, ReadOnlyMemory<byte> bytes)
{
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration cancellation;

    public GatewayCommand Command => command;

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>A task that completes when the command is written, or can't be written.</summary>
    public Task Sent => sent.Task;

    /// <summary>Its node in the queue. It belongs to no list after it was removed.</summary>
    public LinkedListNode<QueuedCommand> Place => field ??= new(this);

    /// <summary>The only connection over which it may be sent; null for any.</summary>
    public ConnectionWriter? Only { get; set; }

    /// <summary>Registers a callback for the cancellation of a token, until the command has ended.</summary>
    public void CancelWith(Action<QueuedCommand, CancellationToken> cancel, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            cancellation = cancellationToken.UnsafeRegister(token => cancel(this, (CancellationToken)token!), cancellationToken);
            Interlocked.MemoryBarrier();
            if (sent.Task.IsCompleted)
            {
                cancellation.Unregister();
            }
        }
    }

    public void Succeed()
    {
        sent.TrySetResult();
        cancellation.Unregister();
    }

    public void Fail(GatewayException reason)
    {
        sent.TrySetException(reason);
        cancellation.Unregister();
    }

    public void Cancel(CancellationToken cancellationToken) => sent.TrySetCanceled(cancellationToken);
}
