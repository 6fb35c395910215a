using System.Collections.Immutable;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// The handler of all interactions of a bot. It finds the method for each interaction; nothing of an interaction without a method is
/// parsed. <see cref="InteractionClusterExtensions.AddInteractions(Cluster, BotRest, ReadOnlySpan{IInteractionModule})"/> adds one to a
/// cluster.
/// </summary>
public sealed class InteractionDispatcher : IGatewayHandler
{
    private readonly ImmutableArray<IInteractionModule> modules;
    private readonly InteractionCalls calls;
    private readonly RegistrationHandler? registration;

    /// <summary>Creates a handler.</summary>
    /// <param name="rest">The client that sends the answers.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="modules">Classes whose methods answer interactions.</param>
    /// <exception cref="ArgumentException">
    /// An option is not valid, or two modules have a command of the same name and type, which is checked only if commands are registered.
    /// </exception>
    public InteractionDispatcher(BotRest rest, InteractionOptions? options, params ReadOnlySpan<IInteractionModule> modules)
    {
        ArgumentNullException.ThrowIfNull(rest);
        foreach (var module in modules)
        {
            ArgumentNullException.ThrowIfNull(module, nameof(modules));
            EmittedContract.ThrowIfUnknown(module.Contract, module.GetType());
        }

        options ??= new InteractionOptions();
        calls = new InteractionCalls(rest, options);
        registration = options.RegisterCommands
            ? new RegistrationHandler(nameof(CommandRegistration), new CommandRegistration(rest, modules).DeployAsync)
            : null;
        this.modules = [.. modules];
        Rest = rest;
        Methods =
        [
            new HandlerMethod("INTERACTION_CREATE", nameof(InteractionDispatcher), GatewayIntents.None) { RunsLong = true },
            .. registration?.Methods ?? [],
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<HandlerMethod> Methods { get; }

    /// <summary>The client that sends the answers.</summary>
    internal BotRest Rest { get; }

    /// <summary>The classes whose methods answer.</summary>
    internal ImmutableArray<IInteractionModule> Modules => modules;

    /// <inheritdoc/>
    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) => method > 0
        ? registration!.InvokeAsync(method - 1, in dispatch, shard, cancellationToken)
        : DispatchAsync(in dispatch, shard, cancellationToken);

    private ValueTask DispatchAsync(in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
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
    private IInteractionModule? Find(in InteractionRequest request, out int method)
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
