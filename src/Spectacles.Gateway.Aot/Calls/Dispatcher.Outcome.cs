using System.Diagnostics;

namespace Spectacles.Gateway;

/// <content>Dispatching for an engine, which needs the outcome of each event.</content>
internal sealed partial class Dispatcher
{
    /// <summary>A task that completes when no event waits for its calls to begin.</summary>
    public Task WhenAllBegun => earlier;

    /// <summary>
    /// Begins the calls of an event. When the limit of unfinished calls is reached, copies the event and begins the remaining calls later,
    /// as others finish.
    /// </summary>
    /// <param name="envelope">The event.</param>
    /// <param name="origin">What the activities of the calls link to.</param>
    /// <param name="stopping">Begins no further call.</param>
    /// <returns>The outcome. If all calls have finished, nothing is allocated.</returns>
    public ValueTask<DispatchOutcome> DispatchAsync(in Envelope envelope, in ActivityContext origin, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            return new ValueTask<DispatchOutcome>(DispatchOutcome.NotBegun);
        }

        var outcome = EventOutcome.Begin(options.Outcomes, origin);
        var begun = Begin(envelope, outcome);
        if (begun == BeginResult.Begun)
        {
            return outcome.Close();
        }

        var task = outcome.Task;
        GoOnAlone(envelope, begun, stopping, outcome);
        return task;
    }
}
