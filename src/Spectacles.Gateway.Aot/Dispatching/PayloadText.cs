using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// A text that contains JSON values for views, with the receiver of reports on values that do not fit. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct PayloadText
{
    internal readonly ReadOnlySpan<byte> Json;
    internal readonly IFieldReports? Reports;

    /// <summary>Creates a text without reports.</summary>
    /// <param name="json">The text.</param>
    public PayloadText(ReadOnlySpan<byte> json) => Json = json;

    internal PayloadText(ReadOnlySpan<byte> json, IFieldReports? reports)
    {
        Json = json;
        Reports = reports;
    }
}
