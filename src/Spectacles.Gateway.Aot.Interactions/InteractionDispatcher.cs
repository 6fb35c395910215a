using System.Collections.Immutable;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;


/// <summary>Finds the method for each interaction among those of all modules. Nothing of an interaction without a method is parsed.</summary>
internal sealed class InteractionDispatcher(ImmutableArray<IInteractionModule> modules, InteractionCalls calls) : IGatewayHandler
{
    private static readonly HandlerMethod[] Received =
        [new HandlerMethod("INTERACTION_CREATE", nameof(InteractionDispatcher), GatewayIntents.None) { RunsLong = true }];

    /// <inheritdoc/>
    public IReadOnlyList<HandlerMethod> Methods => Received;

    /// <inheritdoc/>
    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        Span<byte> key = stackalloc byte[InteractionRequest.MaxKeyLength];
        var request = InteractionRequest.Read(dispatch.View<InteractionCreate.View>(), key);
        if (calls.TryTake(in request, in dispatch, shard, cancellationToken))
        {
            return default;
        }

        return Find(in request, out int found) is { } module
            ? calls.RunAsync(module, found, in request, in dispatch, shard, cancellationToken)
            : calls.RunUnknownAsync(in request, in dispatch, shard, cancellationToken);
    }

    /// <summary>Finds the method with the most exact template. Commands have no templates: the first one is the only one.</summary>
    internal IInteractionModule? Find(in InteractionRequest request, out int method)
    {
        IInteractionModule? best = null;
        method = -1;
        foreach (var module in modules)
        {
            int found = module.Find(in request);
            if (found >= 0 && (best is null || module.Methods[found].Literals > best.Methods[method].Literals))
            {
                (best, method) = (module, found);
            }
        }

        return best;
    }
}
