namespace Spectacles.Gateway.Fleet;

/// <summary>The engine that the tests of <see cref="FleetContract"/> run with. Authors of an engine derive a class from this one.</summary>
public abstract class FleetContractSubject
{
    /// <summary>
    /// Whether <see cref="CutAsync"/> and <see cref="RestoreAsync"/> can interrupt connections; false by default. If it is false, the
    /// tests that need this are skipped.
    /// </summary>
    public virtual bool CanCut => false;

    /// <summary>
    /// How long a test waits for something that has to happen; 30 seconds by default. An engine without faults never needs this long.
    /// </summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a test waits for something that must not happen; 200 ms by default. It has to be longer than a record or message needs
    /// to pass through the broker. Otherwise the tests miss faults.
    /// </summary>
    public virtual TimeSpan Pause => TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Connects to the broker, as another process would. The connections of one plan see the same log, state and receivers. The test
    /// disposes them.
    /// </summary>
    /// <param name="plan">The plan, whose name no earlier test has used.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public abstract ValueTask<IFleetEngine> ConnectAsync(FleetPlan plan, CancellationToken cancellationToken);

    /// <summary>Removes from the broker what a fleet has stored there; called when its test has ended. Does nothing by default.</summary>
    /// <param name="plan">The plan of the fleet.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public virtual ValueTask RemoveAsync(FleetPlan plan, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Interrupts one connection. The call ends when the engine and the broker can't reach each other any more.</summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public virtual ValueTask CutAsync(IFleetEngine connection, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Ends the interruption of a connection.</summary>
    /// <param name="connection">A connection that was interrupted.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public virtual ValueTask RestoreAsync(IFleetEngine connection, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
