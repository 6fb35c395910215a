namespace Spectacles.Gateway.Fleet;

/// <summary>The engine that the tests of <see cref="FleetContract"/> test. Its author derives this class.</summary>
public abstract class FleetContractSubject
{
    /// <summary>
    /// Whether <see cref="CutAsync"/> and <see cref="RestoreAsync"/> can interrupt connections; false by default. The tests that need it
    /// are skipped otherwise.
    /// </summary>
    public virtual bool CanCut => false;

    /// <summary>
    /// How long a test waits for something that has to happen; 30 seconds by default. A test of a good engine takes this time nowhere.
    /// </summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a test waits for something that must not happen; 200 ms by default. It has to be longer than the way of a record or message
    /// through the broker, or the tests overlook mistakes.
    /// </summary>
    public virtual TimeSpan Pause => TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Connects to the broker, as another process would. The connections of one plan see the same log, state and receivers. The test
    /// disposes them.
    /// </summary>
    /// <param name="plan">The plan, whose name no earlier test had.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public abstract ValueTask<IFleetEngine> ConnectAsync(FleetPlan plan, CancellationToken cancellationToken);

    /// <summary>Removes from the broker what a fleet has stored there; called when its test has ended. Does nothing by default.</summary>
    /// <param name="plan">The plan of the fleet.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public virtual ValueTask RemoveAsync(FleetPlan plan, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Interrupts one connection. It ends when neither the engine nor the broker can reach the other.</summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public virtual ValueTask CutAsync(IFleetEngine connection, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Ends the interruption of a connection.</summary>
    /// <param name="connection">A connection that was interrupted.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public virtual ValueTask RestoreAsync(IFleetEngine connection, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
