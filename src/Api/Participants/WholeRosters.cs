using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Participants;

/// <summary>All participants of the calls that are found, whoever they are: found by adding up how many each call has.</summary>
internal sealed class WholeRosters(Func<ReadModel, IEnumerable<LiveCall>> find) : ListQuery<ParticipantView>
{
    public override Selection<ParticipantView> Select(ReadModel model)
    {
        LiveCall[] calls = [.. find(model)];
        var ends = new int[calls.Length];
        var sum = 0;
        for (var i = 0; i < calls.Length; i++)
        {
            ends[i] = sum += calls[i].Participants.Count;
        }

        return new Rosters(calls, ends, sum);
    }

    /// <param name="ends">How many participants there are up to and with each call.</param>
    private sealed class Rosters(LiveCall[] calls, int[] ends, int count) : Selection<ParticipantView>
    {
        public override int Count => count;

        public override int Weight => 2 * calls.Length;

        public override ParticipantView[] Slice(long from, int most)
        {
            var first = (int)Math.Min(from, count);
            var slice = new ParticipantView[Math.Min(most, count - first)];
            var place = 0;
            for (var i = Holder(first); place < slice.Length; i++)
            {
                var before = i == 0 ? 0 : ends[i - 1];
                foreach (var participant in calls[i].Participants.Values.Skip(Math.Max(0, first - before)).Take(slice.Length - place))
                {
                    slice[place++] = participant;
                }
            }

            return slice;
        }

        // The call that has the participant of that number: the first that ends behind it.
        private int Holder(int number)
        {
            var found = Array.BinarySearch(ends, number + 1);
            if (found < 0)
            {
                return ~found;
            }

            while (found > 0 && ends[found - 1] == number + 1)
            {
                found--;
            }

            return found;
        }
    }
}
