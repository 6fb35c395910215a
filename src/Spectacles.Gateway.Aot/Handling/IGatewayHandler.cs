using System.ComponentModel;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// A class whose methods handle gateway events. Do not implement it by hand: put <see cref="GatewayEventAttribute"/> on a
/// <see langword="partial"/> class, and the source generator implements it.
/// </summary>
public interface IGatewayHandler
{
    /// <summary>The contract of the handler's generated code; 0 if it is written by hand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    int Contract => 0;

    /// <summary>The methods that handle events, in the order of their declaration.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    IReadOnlyList<HandlerMethod> Methods { get; }

    /// <summary>Calls one of the <see cref="Methods"/>.</summary>
    /// <param name="method">Its index in <see cref="Methods"/>.</param>
    /// <param name="dispatch">The event.</param>
    /// <param name="shard">The shard that received it.</param>
    /// <param name="cancellationToken">Canceled when a stop has waited long enough for the handlers.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken);
}
