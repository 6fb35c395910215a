using CsCheck;

namespace Spectacles.Gateway.Tests;

/// <summary>Random JSON made of what goes wrong: escapes and brackets in strings, white space, numbers of every form.</summary>
internal static class RandomJson
{
    private static readonly Gen<string> Text = Gen.OneOf(
        "\\\\", "\\\"", "\\\\\\\"", "{", "}", "[", "]", "\\u005c", "\\ud83d\\ude00", "a", ",", ":", "é", "\\n", "0123456789abcdef")
        .List[0, 20].Select(parts => $"\"{string.Concat(parts)}\"");

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Text,
        Gen.OneOf("0", "7", "-0", "-1.5e+10", "123456789012345678", "12345678901234567890", "true", "false", "null", "{}", "[]", "\"\""));

    public static Gen<string> Value { get; } = Gen.Recursive<string>((depth, inner) => depth > 5 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(inner.List[0, 5], Gen.OneOf("", " ", "\n\t"), (items, space) => $"[{space}{string.Join($"{space},", items)}{space}]"),
        Gen.Select(
            Gen.Select(Text, inner).List[0, 5],
            Gen.OneOf("", " "),
            (items, space) => $"{{{string.Join(",", items.Select(item => $"{space}{item.Item1}{space}:{item.Item2}"))}{space}}}")));
}
