namespace Spectacles.Gateway.Tests.Resharding;

public sealed class StartCollectionTests
{
    private const int Fewest = StartCollection.FewestShards;

    private readonly StartCollection collection;
    private int collections;

    public StartCollectionTests() => collection = new StartCollection(isWanted: true) { Collect = () => collections++ };

    [Fact]
    public void Garbage_is_collected_once_when_all_shards_were_ready_at_two_looks()
    {
        collection.Look(Fewest, Fewest - 1);
        collection.Look(Fewest, Fewest);
        Assert.Equal(0, collections);
        collection.Look(Fewest, Fewest);
        Assert.Equal(1, collections);

        collection.Look(Fewest, Fewest);
        collection.Look(Fewest, Fewest);
        Assert.Equal(1, collections);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(Fewest - 1, Fewest - 1)]
    [InlineData(Fewest, Fewest - 1)]
    public void Nothing_is_collected_for_few_shards_or_while_one_is_not_ready(int shards, int ready)
    {
        for (int i = 0; i < 10; i++)
        {
            collection.Look(shards, ready);
        }

        Assert.Equal(0, collections);
    }

    [Fact]
    public void Shards_that_are_added_one_after_the_other_are_waited_for()
    {
        for (int shards = Fewest; shards < 2 * Fewest; shards++)
        {
            collection.Look(shards, shards);
        }

        Assert.Equal(0, collections);
    }

    [Fact]
    public void Start_that_does_not_end_is_not_waited_for()
    {
        for (int i = 0; i <= StartCollection.MostLooks; i++)
        {
            collection.Look(Fewest, Fewest - 1);
        }

        collection.Look(Fewest, Fewest);
        collection.Look(Fewest, Fewest);
        Assert.Equal(0, collections);
    }
}
