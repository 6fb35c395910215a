using System.ComponentModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads files by their ids. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AttachmentValue : IEnteredValue<Attachment>
{
    /// <inheritdoc/>
    public static Attachment Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request) =>
        ResolvedObjects.FindAttachment(in request, ResolvedObjects.IdOf(text))
            ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsFile);
}
