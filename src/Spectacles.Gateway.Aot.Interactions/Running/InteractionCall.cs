using System.Collections.Immutable;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>One call of a method with its filters, from the checks to the end.</summary>
internal sealed class InteractionCall(
    InteractionServices services,
    RunningMethods running,
    MethodChecks checks,
    InteractionMethod method,
    Interaction context,
    ImmutableArray<IInteractionFilter> filters)
{
    /// <summary>
    /// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete
    /// </summary>
    private const int MostSuggestions = 25;

    private bool hasRun;

    /// <summary>Runs the filters and the method.</summary>
    public ValueTask RunAsync(IInteractionModule module, int index, in InteractionRequest request, in Dispatch dispatch)
    {
        var refused = BeforeAsync();
        if (!refused.IsCompletedSuccessfully)
        {
            // The bytes of the event are valid until this call returns.
            return EndAsync(InvokeLaterAsync(refused, module, index, dispatch.Data.ToArray()));
        }

        return EndAsync(refused.Result is { } text ? context.TellAsync(text, context.CancellationToken) : Invoke(module, index, request));
    }

    /// <summary>Runs a method that suggests values.</summary>
    public ValueTask SuggestAsync(IInteractionModule module, int index, in InteractionRequest request)
    {
        ValueTask<IEnumerable<Suggestion>> started;
        try
        {
            started = module.SuggestAsync(index, request, new Autocompletion(context), context.CancellationToken);
        }
#pragma warning disable CA1031 // It is reported where the task is awaited.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            started = ValueTask.FromException<IEnumerable<Suggestion>>(exception);
        }

        return EndAsync(AnswerAsync(started));

        async ValueTask AnswerAsync(ValueTask<IEnumerable<Suggestion>> suggestions)
        {
            var found = await suggestions.ConfigureAwait(false);
            ImmutableArray<ApplicationCommandOptionChoice> choices = [.. found.Take(MostSuggestions).Select(ChoiceOf)];
            await context.SuggestAsync(choices, new CallSite(method.Handler, "", 0), context.CancellationToken).ConfigureAwait(false);
        }
    }

    private static ApplicationCommandOptionChoice ChoiceOf(Suggestion suggestion) => new()
    {
        Name = suggestion.Name
            ?? throw new InvalidOperationException("A suggestion is default(Suggestion), which has no name. Nothing was suggested."),
        Value = suggestion switch
        {
            { AsString: { } text } => new Scalar(text),
            { AsInt64: { } whole } => new Scalar(whole),
            _ => new Scalar(suggestion.AsDouble ?? 0),
        },
    };

    private async ValueTask<string?> BeforeAsync()
    {
        if (checks.Refuse(method, context) is { } refusal)
        {
            return refusal;
        }

        foreach (var filter in filters)
        {
            if (await filter.BeforeAsync(context).ConfigureAwait(false) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private ValueTask Invoke(IInteractionModule module, int index, in InteractionRequest request)
    {
        try
        {
            hasRun = true;
            return module.InvokeAsync(index, request, context, context.CancellationToken);
        }
#pragma warning disable CA1031 // It is reported where the task is awaited.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ValueTask.FromException(exception);
        }
    }

    private async ValueTask InvokeLaterAsync(ValueTask<string?> refused, IInteractionModule module, int index, byte[] payload)
    {
        if (await refused.ConfigureAwait(false) is { } text)
        {
            await context.TellAsync(text, context.CancellationToken).ConfigureAwait(false);
            return;
        }

        await InvokeOver(module, index, payload).ConfigureAwait(false);
    }

    private ValueTask InvokeOver(IInteractionModule module, int index, byte[] payload)
    {
        Span<byte> key = stackalloc byte[InteractionRequest.MaxKeyLength];
        return Invoke(module, index, InteractionRequest.Read(new InteractionCreate.View(payload), key));
    }

    private async ValueTask EndAsync(ValueTask started)
    {
        var failure = new CallFailure(services, method, context, filters);
        Exception? error = null;
        try
        {
            error = await ErrorOfAsync(started).ConfigureAwait(false);
            if (error is OptionException)
            {
                checks.TakeBack(method, context);
            }

            if (error is not null)
            {
                await failure.HandleAsync(error).ConfigureAwait(false);
            }
            else if (hasRun && !context.IsComplete)
            {
                context.Shard.Report(new GatewayError(
                    GatewayErrorKind.Warning, $"{method.Handler} has ended without answering {method.Name}", context.Shard.Id));
            }
        }
        finally
        {
            await failure.EndWaitsAsync().ConfigureAwait(false);
            running.End(method, context.Age, error);
        }
    }

    /// <summary>Waits for the end of the method and of the filters.</summary>
    /// <returns>What one of them threw; null for nothing.</returns>
    private async ValueTask<Exception?> ErrorOfAsync(ValueTask started)
    {
        var watch = started.IsCompleted || context.IsAnswered ? null : AnswerWatch.Begin(context, method.Handler, method.AutoDefer);
        try
        {
            await started.ConfigureAwait(false);
            for (int i = hasRun ? filters.Length - 1 : -1; i >= 0; i--)
            {
                await filters[i].AfterAsync(context).ConfigureAwait(false);
            }

            return null;
        }
#pragma warning disable CA1031 // Any exception of a method is reported and answered.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
        finally
        {
            if (watch is not null)
            {
                await watch.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
