using System.Globalization;
using System.Security;
using System.Text;

namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>
/// Draws horizontal bars as SVG, with the same text for the same figures, on an opaque background for light and dark pages.
/// </summary>
internal static class Chart
{
    private const int Width = 760;
    private const int Edge = 20;
    private const int Top = 62;
    private const int Pitch = 34;
    private const int Thickness = 18;
    private const int Left = 220;
    private const int Right = 660;

    public static string Draw(string title, string unit, IReadOnlyList<Bar> bars)
    {
        double greatest = bars.Max(bar => Math.Max(bar.Value, Math.Max(bar.High ?? 0, bar.Goal ?? 0)));
        double scale = greatest > 0 ? (Right - Left) / greatest : 0;
        int bottom = Top + (bars.Count * Pitch);
        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {bottom + 40}" width="{Width}" height="{bottom + 40}" font-family="sans-serif" font-size="13">""");
        Line(svg, $"""<rect width="100%" height="100%" rx="6" fill="#ffffff" stroke="#d0d7de"/>""");
        Line(svg, $"""<text x="{Edge}" y="30" font-size="16" font-weight="bold" fill="#1f2328">{Escape(title)}</text>""");
        Line(svg, $"""<text x="{Edge}" y="48" fill="#59636e">{Escape(unit)}</text>""");
        for (int i = 0; i < bars.Count; i++)
        {
            DrawBar(svg, bars[i], Top + (i * Pitch) + ((Pitch - Thickness) / 2), scale);
        }

        Line(svg, $"""<path d="M{Left} {Top}V{bottom}" stroke="#59636e"/>""");
        DrawLegend(svg, bars, bottom + 24);
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawBar(StringBuilder svg, Bar bar, int y, double scale)
    {
        double end = Left + (bar.Value * scale);
        double middle = y + (Thickness / 2.0);
        Line(svg, $"""<text x="{Left - 10}" y="{y + 14}" text-anchor="end" fill="#1f2328">{Escape(bar.Label)}</text>""");
        Line(svg, $"""<rect x="{Left}" y="{y}" width="{end - Left:F1}" height="{Thickness}" fill="#4c8bd0"/>""");
        if (bar is { Low: { } low, High: { } high })
        {
            Line(svg, $"""<path d="M{Left + (low * scale):F1} {middle - 4}v8m0 -4H{Left + (high * scale):F1}m0 -4v8" fill="none" stroke="#1b3a5c" stroke-width="1.5"/>""");
        }

        if (bar.Goal is { } goal)
        {
            Line(svg, $"""<path d="M{Left + (goal * scale):F1} {y - 5}v{Thickness + 10}" stroke="#c2410c" stroke-width="3"/>""");
        }

        Line(svg, $"""<text x="{Width - Edge}" y="{y + 14}" text-anchor="end" fill="#1f2328">{Number(bar.Value)}</text>""");
    }

    private static void DrawLegend(StringBuilder svg, IReadOnlyList<Bar> bars, int y)
    {
        int x = Left;
        if (bars.Any(bar => bar.Low is not null))
        {
            Line(svg, $"""<path d="M{x} {y - 8}v8m0 -4h20m0 -4v8" fill="none" stroke="#1b3a5c" stroke-width="1.5"/>""");
            Line(svg, $"""<text x="{x + 28}" y="{y}" fill="#59636e">least to greatest</text>""");
            x += 160;
        }

        if (bars.Any(bar => bar.Goal is not null))
        {
            Line(svg, $"""<path d="M{x + 2} {y - 12}v16" stroke="#c2410c" stroke-width="3"/>""");
            Line(svg, $"""<text x="{x + 12}" y="{y}" fill="#59636e">goal</text>""");
        }
    }

    private static void Line(StringBuilder svg, FormattableString text) =>
        svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);
}
