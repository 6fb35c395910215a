namespace Spectacles.Gateway;

/// <summary>A command of the user's that waits to be written.</summary>
/// <param name="command">The command.</param>
/// <param name="bytes">Its JSON.</param>
internal sealed class QueuedCommand(GatewayCommand command, ReadOnlyMemory<byte> bytes)
{
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration cancellation;

    public GatewayCommand Command => command;

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Ends when it is written, or can't be.</summary>
    public Task Sent => sent.Task;

    /// <summary>Its place in the queue, which has no list once it was taken out.</summary>
    public LinkedListNode<QueuedCommand> Place => field ??= new(this);

    /// <summary>The one connection that it may go over; null for any.</summary>
    public ConnectionWriter? Only { get; set; }

    /// <summary>Calls back when the token is cancelled, until the command has ended.</summary>
    public void CancelWith(Action<QueuedCommand, CancellationToken> cancel, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            cancellation = cancellationToken.UnsafeRegister(token => cancel(this, (CancellationToken)token!), cancellationToken);
            if (sent.Task.IsCompleted)
            {
                cancellation.Unregister();
            }
        }
    }

    public void Succeed()
    {
        cancellation.Unregister();
        sent.TrySetResult();
    }

    public void Fail(GatewayException reason)
    {
        cancellation.Unregister();
        sent.TrySetException(reason);
    }

    public void Cancel(CancellationToken cancellationToken) => sent.TrySetCanceled(cancellationToken);
}
