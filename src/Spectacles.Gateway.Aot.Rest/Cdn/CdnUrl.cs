using System.Globalization;
using System.Text.Unicode;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// The URL of an image on Discord's CDN. It is written without an allocation where a value can be formatted, such as in an interpolated
/// string.
/// </summary>
/// <remarks>https://discord.com/developers/docs/reference#image-formatting</remarks>
public readonly record struct CdnUrl : ISpanFormattable, IUtf8SpanFormattable
{
    private readonly string folder;
    private readonly ulong id;
    private readonly string subfolder;
    private readonly ulong subId;
    private readonly string file;
    private readonly string name;
    private readonly string extension;
    private readonly int size;
    private readonly bool isAnimated;

    /// <param name="folder">The address up to the first id.</param>
    /// <param name="id">The first id; 0 for none.</param>
    /// <param name="subfolder">What is between the ids.</param>
    /// <param name="subId">The second id; 0 for none.</param>
    /// <param name="file">What is between the second id and the name.</param>
    /// <param name="name">The image's hash or name.</param>
    internal CdnUrl(string folder, ulong id = 0, string subfolder = "", ulong subId = 0, string file = "", string name = "")
    {
        this.folder = folder;
        this.id = id;
        this.subfolder = subfolder;
        this.subId = subId;
        this.file = file;
        this.name = name;
        extension = "";
    }

    /// <summary>What follows the name: a dot and the extension; empty for none.</summary>
    internal string Extension { init => extension = value; }

    /// <summary>The width and height in pixels; 0 for the CDN's default.</summary>
    internal int Size { init => size = value; }

    /// <summary>Whether an animation is asked for that the extension does not tell.</summary>
    internal bool IsAnimated { init => isAnimated = value; }

    private string SizeName => size > 0 ? "?size=" : "";

    private string Animation => !isAnimated ? "" : size > 0 ? "&animated=true" : "?animated=true";

    /// <summary>Returns the URL as a <see cref="Uri"/>.</summary>
    public Uri ToUri() => new(ToString());

    /// <summary>Returns the URL.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{folder}{id:#}{subfolder}{subId:#}{file}{name}{extension}{SizeName}{size:#}{Animation}");

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(
            CultureInfo.InvariantCulture,
            $"{folder}{id:#}{subfolder}{subId:#}{file}{name}{extension}{SizeName}{size:#}{Animation}",
            out charsWritten);

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Utf8.TryWrite(
            utf8Destination,
            CultureInfo.InvariantCulture,
            $"{folder}{id:#}{subfolder}{subId:#}{file}{name}{extension}{SizeName}{size:#}{Animation}",
            out bytesWritten);
}
