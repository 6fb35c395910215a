namespace DocumentationTests;

/// <summary>The tests of docs/testing.md, compiled from there, pass.</summary>
public sealed class TestingGuideTests
{
    [Theory]
    [InlineData("FollowerTests", "Follower_joins_the_channel_that_it_is_called_to")]
    [InlineData("BotTests", "Bot_continues_after_its_connection_is_lost")]
    [InlineData("NameTests", "Button_opens_a_modal_that_sets_the_name")]
    public async Task Test_of_the_guide_passes(string type, string method)
    {
        var page = DocumentationPage.All["docs/testing.md"];
        var block = page.Blocks.Single(candidate => candidate.Text.Contains($"class {type}", StringComparison.Ordinal));

        var tests = new BlockProgram(page, block).Load().GetType(type, throwOnError: true)!;

        await (Task)tests.GetMethod(method)!.Invoke(Activator.CreateInstance(tests), [])!;
    }
}
