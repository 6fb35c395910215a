using System.ComponentModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads channels by their ids. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ChannelValue : IEnteredValue<Channel>
{
    /// <inheritdoc/>
    public static Channel Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request) =>
        ResolvedObjects.FindChannel(in request, ResolvedObjects.IdOf(text))
            ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsChannel);
}
