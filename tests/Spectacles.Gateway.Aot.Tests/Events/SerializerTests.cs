using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Models in every way in which System.Text.Json reads: whole, in pieces, from streams and pipes, and in ASP.NET.</summary>
public sealed class SerializerTests
{
    private const string One = """{"id":"1","channel_id":"2","guild_id":"3"}""";
    private static readonly string Many = $$"""{"always":null,"deleted":[{{string.Join(", ", Enumerable.Repeat(One, 3000))}}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_is_read_from_a_pipe()
    {
        var deleted = await JsonSerializer.DeserializeAsync(
            PipeReader.Create(Stream(One)), GatewayJsonContext.Default.MessageDelete, Cancel);
        Assert.Equal(2UL, deleted!.ChannelId.Value);
    }

    [Fact]
    public async Task Models_in_a_user_defined_class_are_read_from_a_stream_in_several_buffers()
    {
        var letter = (await JsonSerializer.DeserializeAsync(Stream(Many), LetterContext.Default.Letter, Cancel))!;
        Assert.Equal(3000, letter.Deleted!.Count(deleted => deleted is { Id.Value: 1, ChannelId.Value: 2, GuildId.Value: 3 }));

        letter = (await JsonSerializer.DeserializeAsync(PipeReader.Create(Stream(Many)), LetterContext.Default.Letter, Cancel))!;
        Assert.Equal(3000, letter.Deleted!.Count);
    }

    [Fact]
    public async Task Models_are_read_one_by_one_from_a_stream()
    {
        string json = $"[{string.Join(",", Enumerable.Repeat(One, 3000))}]";
        int count = 0;
        await foreach (
            var deleted in JsonSerializer.DeserializeAsyncEnumerable(
                Stream(json), GatewayJsonContext.Default.MessageDelete, Cancel))
        {
            count += deleted!.Id == 1 ? 1 : 0;
        }

        Assert.Equal(3000, count);
    }

    [Theory]
    [InlineData("""{"id":"1","channel_id":"2",}""")]
    [InlineData("""{"id":"1",/* "channel_id":"7", */"channel_id":"2"}""")]
    public void Comments_and_trailing_commas_are_accepted_when_the_reader_allows_them(string json)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(json), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        Assert.Equal(2UL, JsonSerializer.Deserialize(ref reader, GatewayJsonContext.Default.MessageDelete)!.ChannelId.Value);
    }

    [Fact]
    public void Path_of_a_mismatched_value_starts_in_the_user_defined_class_and_ends_in_the_message()
    {
        var exception = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize($$"""{"deleted":[{{One}},{"id":[]}]}""", LetterContext.Default.Letter));
        Assert.Equal("$.deleted[1]", exception.Path);
        Assert.StartsWith("MessageDelete.id: a snowflake was expected, but it is a list.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[1,{"a":"é\u00e9"},null]""")]
    [InlineData("\"text\"")]
    [InlineData("12.50")]
    public void Any_JSON_value_is_kept_in_a_user_defined_class(string value)
    {
        string json = $$"""{"always":null,"anything":{{value}}}""";
        var letter = JsonSerializer.Deserialize(json, LetterContext.Default.Letter)!;
        Assert.Equal(value, letter.Anything.ToString());
        Assert.Equal(json, JsonSerializer.Serialize(letter, LetterContext.Default.Letter));
    }

    [Fact]
    public async Task Minimal_API_accepts_and_returns_models()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(
            options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJsonContext.Default));
        await using var app = builder.Build();
        app.MapPost("/", (MessageDelete deleted) => new MessageDelete { Id = deleted.ChannelId, ChannelId = deleted.Id });
        await app.StartAsync(Cancel);
        using var http = new HttpClient();
        using var body = new StringContent(One, new MediaTypeHeaderValue("application/json"));

        using var answer = await http.PostAsync(new Uri(app.Urls.Single()), body, Cancel);

        Assert.Equal("""{"id":"2","channel_id":"1"}""", await answer.Content.ReadAsStringAsync(Cancel));
        await app.StopAsync(Cancel);
    }

    private static MemoryStream Stream(string json) => new(Encoding.UTF8.GetBytes(json));
}
