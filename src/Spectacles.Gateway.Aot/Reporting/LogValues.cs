using System.Collections;
using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The named values of a log message. The last one is the template, as structured loggers expect.</summary>
internal sealed class LogValues : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] all;
    private readonly string text;

    /// <param name="template">The text, with the names of the values in braces.</param>
    /// <param name="values">The values, in the order of the template.</param>
    public LogValues(string template, object?[] values)
    {
        all = new KeyValuePair<string, object?>[values.Length + 1];
        var written = new StringBuilder();
        int end = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int start = template.IndexOf('{', end);
            written.Append(template, end, start - end);
            end = template.IndexOf('}', start) + 1;
            int colon = template.IndexOf(':', start, end - start);
            string name = template[(start + 1)..(colon < 0 ? end - 1 : colon)];
            string? format = colon < 0 ? null : template[(colon + 1)..(end - 1)];
            written.Append(values[i] is IFormattable one ? one.ToString(format, CultureInfo.InvariantCulture) : values[i]);
            all[i] = new(name, values[i]);
        }

        all[^1] = new("{OriginalFormat}", template);
        text = written.Append(template, end, template.Length - end).ToString();
    }

    public int Count => all.Length;

    public KeyValuePair<string, object?> this[int index] => all[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)all).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => text;
}
