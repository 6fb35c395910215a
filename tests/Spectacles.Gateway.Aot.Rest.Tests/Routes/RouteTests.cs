using System.Reflection;
using System.Text.Json;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Every route of the document has its method, which sends what the document and Discord's OpenAPI document describe.</summary>
public sealed class RouteTests
{
    private const string Text = "a/b? ü";

    // Where Discord's documentation and its OpenAPI document differ, the documentation is followed:
    // https://discord.com/developers/docs/resources/application#edit-current-application
    private static readonly string[] Documented = ["$.description: string instead of object or null"];

    public static TheoryData<string> Routes => new(RouteDocument.Names);

    [Theory]
    [MemberData(nameof(Routes))]
    public void Method_has_the_parameters_of_its_route_in_order(string name)
    {
        var route = RouteDocument.Find(name);

        string[] expected = [string.Join(", ", route.Parameters(withFiles: false)), string.Join(", ", route.Parameters(withFiles: true))];
        var methods = MethodsOf(name);

        Assert.Equal(
            route switch
            {
                { HasFiles: false } => [expected[0]],
                _ when NeedsFile(route) => [expected[1]],
                _ => expected,
            },
            methods.Select(method => string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))));
        Assert.All(methods, method => Assert.True(method.GetParameters()[^1].HasDefaultValue));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Call_sends_the_method_and_the_path_of_its_route(string name)
    {
        var route = RouteDocument.Find(name);

        foreach (var method in MethodsOf(name))
        {
            var call = await CallAsync(route, method);

            string[] target = call.Path.Split('?', 2);
            Assert.Equal((route.Method, $"/api/v10{route.PathWith(parameter => ValueOf(method, parameter))}"), (call.Method, target[0]));
            Assert.Equal(route.HasQuery, target.Length == 2);
            Assert.All(QueryOf(route), parameter => Assert.Contains($"{parameter}=", target[1], StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Call_sends_the_headers_of_its_route(string name)
    {
        var route = RouteDocument.Find(name);

        foreach (var method in MethodsOf(name))
        {
            var call = await CallAsync(route, method);

            Assert.Equal(route.HasTrait("unauthorized") ? null : $"Bot {TestToken.Text}", call.Header("Authorization"));
            Assert.Equal(route.HasReason ? Uri.EscapeDataString(Text) : null, call.Header("X-Audit-Log-Reason"));
            bool hasFiles = method.GetParameters().Any(parameter => parameter.Name is "files" or "file");
            Assert.Equal(
                hasFiles ? "multipart/form-data" : route.HasBody ? "application/json" : null,
                call.Header("Content-Type")?.Split(';')[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_field_of_a_body_has_a_type_that_Discord_accepts(string name)
    {
        var route = RouteDocument.Find(name);
        var method = MethodsOf(name)[0];
        if (!route.HasBody || !OpenApiForm.Knows(route))
        {
            return;
        }

        var call = await CallAsync(route, method);
        if (route.IsForm)
        {
            var fields = method.GetParameters().Single(parameter => parameter.Name == "body").ParameterType.GetProperties();
            string form = call.Body.Replace("\"", "", StringComparison.Ordinal);
            Assert.All(fields, field => Assert.Contains($"name={field.Name}", form, StringComparison.OrdinalIgnoreCase));
            return;
        }

        using var body = JsonDocument.Parse(call.Body);
        Assert.Empty(OpenApiForm.Misfits(route, body.RootElement).Except(Documented));
    }

    [Fact]
    public void Every_method_for_a_route_is_in_the_document()
    {
        string[] written = [nameof(BotRest.ReplyAsync), nameof(BotRest.DownloadAsync)];
        string[] routes = [.. RouteDocument.Names.Select(name => $"{name}Async")];
        var emitted = typeof(BotRest).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(method => method.GetParameters()[0].ParameterType != typeof(RestRequest))
            .Select(method => method.Name)
            .Except(written);

        Assert.Equal(routes.Order(StringComparer.Ordinal), emitted.Order(StringComparer.Ordinal));
    }

    private static MethodInfo[] MethodsOf(string name) =>
    [
        .. typeof(BotRest).GetMethods()
            .Where(method => method.Name == $"{name}Async")
            .OrderBy(method => method.GetParameters().Length),
    ];

    private static bool NeedsFile(DocumentedRoute route) =>
        route.Json.TryGetProperty("file", out var part) && !part.GetString()!.EndsWith('?');

    private static IEnumerable<string> QueryOf(DocumentedRoute route) => route.HasQuery
        ? route.Json.GetProperty("query").EnumerateObject().Select(parameter => parameter.Name.TrimEnd('?'))
        : [];

    private static string ValueOf(MethodInfo method, string parameter) => Uri.EscapeDataString(
        $"{SampleValue.Of(method.GetParameters().Single(candidate => candidate.Name == parameter).ParameterType)}");

    private static async Task<RecordedCall> CallAsync(DocumentedRoute route, MethodInfo method)
    {
        using var handler = new RecordingHandler(route.Returns?.EndsWith("[]", StringComparison.Ordinal) == true ? "[]" : "{}");
        using var http = new HttpMessageInvoker(handler);
        using var rest = new BotRest(TestToken.Text, new BotRestOptions { Http = http });
        object?[] arguments = [.. method.GetParameters().Select(parameter => SampleValue.Of(parameter.ParameterType))];

        await (Task)method.Invoke(rest, arguments)!;

        return handler.Call!;
    }
}
