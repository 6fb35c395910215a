namespace Spectacles.Gateway.Fleet;

/// <summary>A test of <see cref="FleetContract"/>.</summary>
public sealed class FleetContractTest
{
    private readonly Func<ContractRun, Task> body;
    private readonly bool needsCut;

    internal FleetContractTest(string name, Func<ContractRun, Task> body, bool isSlow = false, bool needsCut = false)
    {
        (Name, IsSlow) = (name, isSlow);
        (this.body, this.needsCut) = (body, needsCut);
    }

    /// <summary>The tested behavior, as a sentence, which is unique among the tests.</summary>
    public string Name { get; }

    /// <summary>Whether the test takes several seconds, because it waits for a time-out of the contract.</summary>
    public bool IsSlow { get; }

    /// <summary>Returns the reason why the test can't be run with an engine.</summary>
    /// <param name="subject">The engine.</param>
    /// <returns>A sentence; null if the test can be run.</returns>
    public string? ReasonToSkip(FleetContractSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return needsCut && !subject.CanCut ? "The subject can't interrupt a connection." : null;
    }

    /// <summary>Runs the test.</summary>
    /// <param name="subject">The engine.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    /// <exception cref="FleetContractException">The engine has failed the test.</exception>
    /// <exception cref="NotSupportedException">The test can't be run with this engine; <see cref="ReasonToSkip"/> returns why.</exception>
    public async Task RunAsync(FleetContractSubject subject, CancellationToken cancellationToken)
    {
        if (ReasonToSkip(subject) is { } reason)
        {
            throw new NotSupportedException(reason);
        }

        await using var run = new ContractRun(subject, cancellationToken);
        try
        {
            await body(run);
        }
        catch (Exception e) when (e is not FleetContractException && !cancellationToken.IsCancellationRequested)
        {
            throw new FleetContractException($"The engine threw {e.GetType().Name}, which is not right here: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
