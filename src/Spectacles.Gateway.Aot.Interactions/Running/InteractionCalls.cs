using System.Collections.Immutable;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Calls the methods of interactions. A call is a handler call that may run long: the shard does not count it, and a stop waits for it.
/// </summary>
internal sealed class InteractionCalls
{
    private readonly InteractionServices services;
    private readonly InteractionOptions options;
    private readonly MethodChecks checks;
    private readonly RunningMethods running;

    /// <param name="rest">The client that answers.</param>
    /// <param name="options">The options.</param>
    public InteractionCalls(BotRest rest, InteractionOptions options)
    {
        this.options = options.Validated();
        services = new InteractionServices(rest, options);
        checks = new MethodChecks(options);
        running = new RunningMethods(options.MaxRunning);
    }

    /// <summary>Takes an interaction that is not for a method: a repeated one, or one that a method waits for.</summary>
    /// <returns>Whether it was taken. Then nothing is left to do.</returns>
    public bool TryTake(in InteractionRequest request, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        // Discord repeats what the session has missed between RESUME and RESUMED.
        // https://discord.com/developers/docs/events/gateway#resuming
        if (shard.State == ShardState.Resuming && !options.HandleReplayed)
        {
            InteractionMeter.Instance.Replayed();
            return true;
        }

        if (services.Waits.Find(request.Interaction) is not { } waits)
        {
            return false;
        }

        var model = dispatch.Model<InteractionCreate>();
        foreach (var wait in waits)
        {
            var facts = FactsOf(wait.Root.Name, dispatch, shard, cancellationToken);
            Interaction context = model.Type == InteractionType.ModalSubmit
                ? new Submission(model, request.Interaction, facts, wait.Root)
                : new Press(model, request.Interaction, facts, wait.Root);
            if (wait.TryTake(context))
            {
                _ = AnswerWatch.Begin(context, $"the method that waited in {facts.Name}");
                return true;
            }
        }

        return false;
    }

    /// <summary>Calls a method.</summary>
    public ValueTask RunAsync(
        IInteractionModule module,
        int method,
        in InteractionRequest request,
        in Dispatch dispatch,
        Shard shard,
        CancellationToken cancellationToken)
    {
        var facts = module.Methods[method];
        var context = new Interaction(request.Interaction, FactsOf(facts.Name, dispatch, shard, cancellationToken));
        if (!running.TryBegin(facts))
        {
            return context.TellAsync(options.TextsIn(context.Locale).Busy, context.CancellationToken);
        }

        return facts.Kind == InteractionKind.Autocompletion
            ? new InteractionCall(services, running, facts, context, []).SuggestAsync(module, method, request)
            : new InteractionCall(services, running, facts, context, FiltersOf(module)).RunAsync(module, method, request, dispatch, checks);
    }

    /// <summary>Answers an interaction that no method handles.</summary>
    public ValueTask RunUnknownAsync(
        in InteractionRequest request, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        InteractionMeter.Instance.Unknown();
        var context = new Interaction(request.Interaction, FactsOf("unknown", dispatch, shard, cancellationToken));
        var texts = options.TextsIn(context.Locale);
        string text = services.Waits.Find(request.Interaction) is null ? texts.Unknown : texts.NotForUser;
        return context.TellAsync(text, context.CancellationToken);
    }

    private InteractionFacts FactsOf(string name, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        long waited = (long)(dispatch.Waited.TotalSeconds * services.Time.TimestampFrequency);
        return new InteractionFacts(name, shard, services.Time.GetTimestamp() - waited, services, cancellationToken);
    }

    private ImmutableArray<IInteractionFilter> FiltersOf(IInteractionModule module) =>
        module is IInteractionFilter own ? options.Filters.Add(own) : options.Filters;
}
