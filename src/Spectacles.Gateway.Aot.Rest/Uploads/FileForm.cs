using System.Collections.Immutable;

namespace Spectacles.Gateway.Rest;

/// <summary>The files of a request.</summary>
/// <param name="files">The files, at least one.</param>
internal sealed class FileForm(ImmutableArray<RestFile> files) : RestForm
{
    public override bool CanRepeat => Uploads.CanRepeat(files);

    public override HttpContent Create(RestRoute route, ReadOnlyMemory<byte> json) => Uploads.Create(route, json, files);
}
