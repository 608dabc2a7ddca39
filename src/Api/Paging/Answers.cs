using CmsOrchestrator.Api.Http;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// Answers of the newest revision that were asked for more than once, encoded: those who poll the same list share one. Bounded; gone with
/// the next revision. Safe for any thread.
/// </summary>
internal sealed class Answers
{
    private const int MostBytes = 32 << 20;
    private const int MostQueries = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<(long Query, int Limit, long Offset), EncodedJson?> _answers = [];
    private long _revision;
    private long _bytes;

    /// <summary>The answer that is kept; else what to do with the one that is made: null where it is not worth keeping.</summary>
    public EncodedJson? Find(Walk walk, out Action<EncodedJson>? keep)
    {
        keep = null;
        var key = (walk.Query, walk.Limit, walk.Offset);
        lock (_gate)
        {
            if (!IsNewest(walk.Revision.Number))
            {
                return null;
            }

            if (_answers.TryGetValue(key, out var known))
            {
                keep = known is null ? answer => Keep(walk.Revision.Number, key, answer) : null;
                return known;
            }

            if (_answers.Count < MostQueries)
            {
                _answers.Add(key, null);
            }

            return null;
        }
    }

    private void Keep(long revision, (long Query, int Limit, long Offset) key, EncodedJson answer)
    {
        lock (_gate)
        {
            if (revision == _revision && _answers.GetValueOrDefault(key) is null && _bytes + answer.Length <= MostBytes)
            {
                _answers[key] = answer;
                _bytes += answer.Length;
            }
        }
    }

    private bool IsNewest(long revision)
    {
        if (revision > _revision)
        {
            _answers.Clear();
            (_revision, _bytes) = (revision, 0);
        }

        return revision == _revision;
    }
}
