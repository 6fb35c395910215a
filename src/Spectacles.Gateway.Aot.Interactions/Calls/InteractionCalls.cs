using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions;


#pragma warning disable CA1822
/// <summary>Runs the methods of modules.</summary>
internal sealed class InteractionCalls
{
    public ValueTask RunAsync(
        IInteractionModule module,
        int method,
        in InteractionRequest request,
        in Dispatch dispatch,
        Shard shard,
        CancellationToken cancellationToken) =>
        module.Methods[method].Kind == InteractionKind.Autocompletion
            ? new ValueTask(module.SuggestAsync(method, in request, new Autocompletion(), cancellationToken).AsTask())
            : module.InvokeAsync(method, in request, new Interaction(), cancellationToken);

    public ValueTask RunUnknownAsync(
        in InteractionRequest request, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) => default;
}
