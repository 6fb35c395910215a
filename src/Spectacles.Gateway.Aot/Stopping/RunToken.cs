namespace Spectacles.Gateway;

/// <summary>What stops a method that runs until it is asked to stop: the caller's token and, if the options say so, signals.</summary>
internal sealed class RunToken : IDisposable
{
    private readonly StopSignals? signals;
    private readonly CancellationTokenSource either;

    /// <param name="handlesSignals">Whether SIGINT and SIGTERM stop it.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public RunToken(bool handlesSignals, CancellationToken cancellationToken)
    {
        signals = handlesSignals ? new StopSignals() : null;
        either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals?.Token ?? CancellationToken.None);
    }

    /// <summary>Canceled at the first of them.</summary>
    public CancellationToken Token => either.Token;

    public void Dispose()
    {
        either.Dispose();
        signals?.Dispose();
    }
}
