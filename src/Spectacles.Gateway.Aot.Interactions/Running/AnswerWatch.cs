using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Defers an interaction that is not answered in time, or reports that there is no answer.</summary>
internal sealed class AnswerWatch : IAsyncDisposable
{
    private readonly Interaction context;
    private readonly string handler;
    private readonly DeferKind kind;
    private readonly ITimer timer;
    private Task deferring = Task.CompletedTask;

    private AnswerWatch(Interaction context, string handler, DeferKind kind, TimeSpan due)
    {
        (this.context, this.handler, this.kind) = (context, handler, kind);
        timer = context.Time.CreateTimer(
            static watch => ((AnswerWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="context">The interaction.</param>
    /// <param name="handler">The method, for messages.</param>
    /// <param name="kind">How it is deferred.</param>
    public static AnswerWatch Begin(Interaction context, string handler, DeferKind kind = DeferKind.None)
    {
        var due = (kind == DeferKind.None ? InteractionLimits.Warning : context.DeferAfter) - context.Age;
        return new AnswerWatch(context, handler, kind, due > TimeSpan.Zero ? due : TimeSpan.Zero);
    }

    /// <summary>Ends, after a defer that is being sent.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync().ConfigureAwait(false);
        await Volatile.Read(ref deferring).ConfigureAwait(false);
    }

    private void Look()
    {
        timer.Dispose();
        if (context.IsAnswered)
        {
            return;
        }

        if (kind != DeferKind.None)
        {
            Volatile.Write(ref deferring, DeferAsync());
            return;
        }

        var (what, advice) = context switch
        {
            Press => ("the press that it has waited for", "call DeferUpdateAsync or DeferAsync on the press before slow work"),
            Submission => ("the modal that it has waited for", "call DeferAsync on the submission before slow work"),
            { Type: InteractionType.ApplicationCommandAutocomplete } =>
                (context.Name, "suggestions cannot be deferred, so have them in memory or suggest none"),
            _ => (context.Name, "call DeferAsync before slow work, or put [AutoDefer] on the method"),
        };
        Warn($"{handler} has not answered {what} within {InteractionLimits.Warning.TotalSeconds} s. Discord waits "
            + $"{InteractionLimits.FirstAnswer.TotalSeconds} s: {advice}");
    }

    private async Task DeferAsync()
    {
        try
        {
            await context.DeferAutomaticallyAsync(kind).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The method goes on; its own answer may succeed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Warn($"{context.Name} could not be deferred for {handler}: {PeerText.Escape(exception.Message, PeerText.Long)}");
        }
    }

    private void Warn(string message) =>
        context.Shard.Report(new GatewayError(GatewayErrorKind.Warning, message, context.Shard.Id));
}
