using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spectacles.Gateway.AotTests;

/// <summary>The contents of an executable, as reported by the native compiler (IlcGenerateMapFile).</summary>
internal sealed partial class NativeMap
{
    private readonly ILookup<string, int> constructors;

    private NativeMap(IReadOnlyCollection<(string Name, int Length)> methods)
    {
        constructors = methods
            .Select(method => (Match: Constructor().Match(method.Name), method.Length))
            .Where(method => method.Match.Success)
            .ToLookup(method => method.Match.Groups[1].Value, method => method.Length);
        RestMethods =
        [
            .. methods.Select(method => RestMethod().Match(method.Name))
                .Where(match => match.Success)
                .Select(match => match.Groups[1].Value)
                .Distinct(),
        ];
    }

    /// <summary>The names of the methods of BotRest.</summary>
    public IReadOnlyCollection<string> RestMethods { get; }

    /// <summary>The code size in bytes of the reader of each model. It is the largest constructor: the other one reads no fields.</summary>
    public IReadOnlyDictionary<string, int> Readers(IEnumerable<string> models) =>
        models.Where(constructors.Contains).ToDictionary(model => model, model => constructors[model].Max());

    /// <param name="project">A project that has been published.</param>
    public static NativeMap Of(string project)
    {
        string name = Path.GetFileName(project);
        string file = Path.Combine(
            NativeExecutable.Root, project, "obj", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "native", name + ".map.xml");
        return new NativeMap(
        [
            .. XDocument.Load(file)
                .Root!.Elements("MethodCode")
                .Select(
                    method =>
                        ((string)method.Attribute("Name")!, int.Parse((string)method.Attribute("Length")!, CultureInfo.InvariantCulture))),
        ]);
    }

    [GeneratedRegex(@"^Spectacles_Gateway_Aot_Rest_Spectacles_Gateway_Rest_BotRest__([A-Za-z0-9]+)(?:_\d+)?$")]
    private static partial Regex RestMethod();

    [GeneratedRegex(@"^Spectacles_Gateway_Aot_Spectacles_Gateway_Events_(\w+?)___ctor(?:_\d+)?$")]
    private static partial Regex Constructor();
}
