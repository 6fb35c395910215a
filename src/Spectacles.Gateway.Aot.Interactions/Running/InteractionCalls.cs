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

        return request.Type switch
        {
            InteractionType.MessageComponent => TryGivePress(request.Interaction, dispatch, shard, cancellationToken),
            InteractionType.ModalSubmit => TryGiveSubmission(request.Interaction, dispatch, shard, cancellationToken),
            _ => false,
        };
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
            return context.TellAsync(context.Texts.Busy, context.CancellationToken);
        }

        return facts.Kind == InteractionKind.Autocompletion
            ? new InteractionCall(services, running, checks, facts, context, []).SuggestAsync(module, method, request)
            : new InteractionCall(services, running, checks, facts, context, FiltersOf(module)).RunAsync(module, method, request, dispatch);
    }

    /// <summary>Answers an interaction that no method handles. A press is kept if its method works on another one.</summary>
    public ValueTask RunUnknownAsync(
        in InteractionRequest request, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        var message = PressedMessage.Of(request.Interaction);
        var owner = request.Type == InteractionType.MessageComponent ? services.Presses.OwnerOf(message) : null;
        if (owner is not null)
        {
            var press = PressOf(owner, message, request.Interaction, dispatch, shard, cancellationToken);
            if (services.Presses.TryKeep(press))
            {
                Watch(press);
                return default;
            }

            // The method may have ended meanwhile.
            owner = services.Presses.OwnerOf(message);
        }

        InteractionMeter.Instance.Unknown();
        var context = new Interaction(request.Interaction, FactsOf("unknown", dispatch, shard, cancellationToken));
        return context.TellAsync(owner is null ? context.Texts.Unknown : context.Texts.NotForUser, context.CancellationToken);
    }

    private bool TryGivePress(InteractionCreate.View source, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        var message = PressedMessage.Of(source);
        if (services.Presses.OwnerOf(message) is not { } owner)
        {
            return false;
        }

        var press = PressOf(owner, message, source, dispatch, shard, cancellationToken);
        bool isGiven = services.Presses.TryGive(press);
        if (isGiven)
        {
            Watch(press);
        }

        return isGiven;
    }

    private bool TryGiveSubmission(InteractionCreate.View source, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        if (services.Submissions.Find(source) is not { } wait)
        {
            return false;
        }

        var facts = FactsOf(wait.Root.Name, dispatch, shard, cancellationToken);
        var submission = new Submission(dispatch.Model<InteractionCreate>(), source, facts, wait.Root);
        bool isGiven = wait.TryTake(submission);
        if (isGiven)
        {
            Watch(submission);
        }

        return isGiven;
    }

    private Press PressOf(
        Interaction owner,
        PressedMessage message,
        InteractionCreate.View source,
        in Dispatch dispatch,
        Shard shard,
        CancellationToken cancellationToken) =>
        new(dispatch.Model<InteractionCreate>(), source, message, FactsOf(owner.Name, dispatch, shard, cancellationToken), owner);

    private static void Watch(Interaction awaited) => _ = AnswerWatch.Begin(awaited, $"the method that waited in {awaited.Name}");

    private InteractionFacts FactsOf(string name, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        long waited = (long)(dispatch.Waited.TotalSeconds * services.Time.TimestampFrequency);
        return new InteractionFacts(name, shard, services.Time.GetTimestamp() - waited, services, cancellationToken);
    }

    private ImmutableArray<IInteractionFilter> FiltersOf(IInteractionModule module) =>
        module is IInteractionFilter own ? options.Filters.Add(own) : options.Filters;
}
