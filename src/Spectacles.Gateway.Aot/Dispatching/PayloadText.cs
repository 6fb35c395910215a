using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A text that contains JSON values for views, and where it is reported what does not fit. For emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct PayloadText
{
    internal readonly ReadOnlySpan<byte> Json;
    internal readonly IFieldReports? Reports;

    /// <summary>A text of which nothing is reported.</summary>
    /// <param name="json">The text.</param>
    public PayloadText(ReadOnlySpan<byte> json) => Json = json;

    internal PayloadText(ReadOnlySpan<byte> json, IFieldReports? reports)
    {
        Json = json;
        Reports = reports;
    }
}
