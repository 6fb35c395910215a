namespace Spectacles.Gateway;

/// <summary>
/// A report and the number of its repetitions. It is not generic, because NativeAOT has separate tables for a list of each type.
/// </summary>
/// <param name="key">The key of the report.</param>
/// <param name="first">Creates the data of the report.</param>
internal sealed class Repetition(string key, Func<string, object> first)
{
    public string Key => key;

    public Func<string, object> First { get; } = first;

    public object Report { get; } = first(key);

    public long Count { get; set; }
}
